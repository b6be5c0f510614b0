"""What `meson install` puts where, that it works there, and that nothing stays when it is taken away."""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import program

sys.path.append(str(program.ROOT / "tests/faults"))
import harness  # noqa: E402
from certificates import Authority  # noqa: E402

DOCUMENTS = {"CHANGELOG.md", "LICENSE", "README.md", "SECURITY.md", "THIRD-PARTY.md", "man/overview.svg",
             "examples/ci/check-schedule.sh", "examples/ci/diff-schedule.sh", "examples/ci/gitlab-ci.yml",
             "examples/ci/pre-commit", "examples/ci/schedule.yml", "examples/crontab", "examples/every-key.toml",
             "examples/kubernetes/deployment.yaml", "examples/kubernetes/sidetick.yaml",
             "examples/prometheus/collect.sh", "examples/prometheus/sidetick-metrics.service",
             "examples/prometheus/sidetick-metrics.timer", "examples/prometheus/sidetick.rules.yml",
             "examples/prometheus/sidetick.rules-test.yml", "examples/sidetick.schema.json",
             "examples/sidetick.toml", "examples/systemd/sidetick-linger.service",
             "examples/workers/exq_worker.ex", "examples/workers/sidekiq_worker.rb"}
SCRIPTS = {"share/doc/sidetick/examples/ci/check-schedule.sh", "share/doc/sidetick/examples/ci/diff-schedule.sh",
           "share/doc/sidetick/examples/ci/pre-commit", "share/doc/sidetick/examples/prometheus/collect.sh"}


def option(name):
    found = subprocess.run(["meson", "introspect", "--buildoptions", str(program.BUILD)], check=True, capture_output=True)
    return next(each["value"] for each in json.loads(found.stdout) if each["name"] == name)


class Install(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="sidetick-install-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.mine = cls.folder / "etc/sidetick/sidetick.toml"
        cls.mine.parent.mkdir(parents=True)
        cls.mine.write_text("# mine\n")
        cls.meson("install", "--no-rebuild", "-C", str(program.BUILD))
        prefix = option("prefix")
        cls.prefix, cls.at = prefix, cls.folder / prefix.lstrip("/")
        cls.libdir = option("libdir")

    @classmethod
    def meson(cls, *args):
        subprocess.run(["meson", *args], check=True, capture_output=True, stdin=subprocess.DEVNULL,
                       env=program.environment(DESTDIR=str(cls.folder)))

    def files(self):
        return {str(path.relative_to(self.at)) for path in self.at.rglob("*") if path.is_file()}

    def test_everything_is_where_distributions_expect_it(self):
        self.assertEqual(self.files(), {
            "bin/sidetick", f"{self.libdir}/sidetick/sidetick-tls.so",
            "share/man/man1/sidetick.1", "share/man/man5/sidetick.toml.5", "share/man/man7/sidetick.7",
            "share/man/man7/sidetick-migrate.7", "share/man/man7/sidetick-operate.7",
            "share/bash-completion/completions/sidetick", "share/zsh/site-functions/_sidetick",
            "share/fish/vendor_completions.d/sidetick.fish",
            "lib/systemd/system/sidetick.service", "lib/systemd/system/sidetick.timer",
            *(f"share/doc/sidetick/{name}" for name in DOCUMENTS)})
        outside = [path for path in self.folder.rglob("*") if path.is_file() and self.at not in path.parents]
        self.assertEqual(outside, [self.mine])
        self.assertEqual(self.mine.read_text(), "# mine\n")

    def test_files_have_the_modes_of_installed_files(self):
        for name in self.files():
            runs = name == "bin/sidetick" or name in SCRIPTS or name.endswith(".so")
            self.assertEqual((self.at / name).stat().st_mode & 0o777, 0o755 if runs else 0o644, name)

    def test_every_example_of_the_tree_is_installed(self):
        listed = subprocess.run(["git", "ls-files", "examples"], cwd=program.ROOT, capture_output=True, text=True, check=False)
        if listed.returncode != 0:
            self.skipTest("not a clone")
        installed = DOCUMENTS | {"examples/systemd/sidetick.service", "examples/systemd/sidetick.timer"}
        of_the_build = {"examples/meson.build", "examples/systemd/unit.in", "examples/quickstart.sh", "examples/show-jobs.py"}
        of_a_checkout = ("examples/container/", "examples/package/")
        listed = {name for name in listed.stdout.split() if not name.startswith(of_a_checkout)}
        self.assertEqual(listed - of_the_build, {name for name in installed if name.startswith("examples/")})

    def test_the_service_runs_the_program_that_was_installed(self):
        installed = (self.at / "lib/systemd/system/sidetick.service").read_text()
        example = (program.ROOT / "examples/systemd/sidetick.service").read_text()
        self.assertEqual(installed, example.replace("/usr/bin/sidetick", f"{self.prefix}/bin/sidetick"))
        self.assertIn(f"ExecStart={self.prefix}/bin/sidetick run\n", installed)

    def test_the_installed_program_finds_its_tls_module(self):
        authority = Authority(self.folder)
        certificate, key = authority.sign("server")
        port = harness.free_port()
        server = harness.Server("--tls-port", str(port), "--tls-cert-file", certificate, "--tls-key-file", key,
                                "--tls-ca-cert-file", authority.certificate, "--tls-auth-clients", "no")
        self.addCleanup(server.close)
        config = self.folder / "tls.toml"
        config.write_text(f'[redis]\nurl = "rediss://127.0.0.1:{port}"\n[redis.tls]\nca_file = "{authority.certificate}"\n'
                          "[schedules.x]\ncron = '* * * * *'\nclass = 'W'\n")
        self.addCleanup(config.unlink)
        command = [str(self.at / "bin/sidetick"), "-c", str(config), "run"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=program.environment())
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(server.redis("LLEN", "queue:default"), 1)
        for name in ("ca", "server"):
            for path in self.folder.glob(f"{name}.*"):
                path.unlink()

    def test_uninstalling_leaves_nothing(self):
        with tempfile.TemporaryDirectory(prefix="sidetick-install-") as folder:
            environment = program.environment(DESTDIR=folder)
            for command in (["meson", "install", "--no-rebuild", "-C", str(program.BUILD)],
                            ["ninja", "-C", str(program.BUILD), "uninstall"]):
                subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL, env=environment)
            left = [path for path in pathlib.Path(folder).rglob("*") if not path.is_dir()]
            self.assertEqual(left, [])


if __name__ == "__main__":
    unittest.main()
