"""A run of an installed program on a Redis that speaks TLS: its module is found, and fits the OpenSSL there."""

import pathlib
import shutil
import tempfile

import harness
from certificates import Authority


def assert_enqueues_over_tls(test, root, run):
    """`run(*words)` runs the program with those words in `root`."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="tls-", dir=root / "tmp"))
    folder.chmod(0o755)
    test.addCleanup(shutil.rmtree, folder)
    authority = Authority(folder)
    certificate, key = authority.sign("server")
    port = harness.free_port()
    server = harness.Server("--tls-port", str(port), "--tls-cert-file", certificate, "--tls-key-file", key,
                            "--tls-ca-cert-file", authority.certificate, "--tls-auth-clients", "no")
    test.addCleanup(server.close)
    inside = f"/{folder.relative_to(root)}"
    (folder / "jobs.toml").write_text(
        "[schedules.a]\ncron = '* * * * *'\nclass = 'W'\nfirst_run = 'window'\n"
        f"[redis]\nurl = 'rediss://127.0.0.1:{port}'\n[redis.tls]\nca_file = '{inside}/ca.crt'\n")
    done = run("-c", f"{inside}/jobs.toml", "run")
    test.assertEqual((done.returncode, done.stderr), (0, ""))
    test.assertIn(server.redis("LLEN", "queue:default"), (60, 61))
