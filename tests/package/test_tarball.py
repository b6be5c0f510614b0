"""examples/package/tarball.sh: what is in it, what it needs, and that it works where it is unpacked."""

import functools
import os
import pathlib
import re
import shutil
import tarfile
import tempfile
import unittest

from checkout import ROOT, output
from machine import shared_machine
from over_tls import assert_enqueues_over_tls
from test_release import BUILD, project_version

LIBC = {"libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}
OPENSSL = {"libssl.so.3", "libcrypto.so.3"}


class Tarball(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.machine = shared_machine()
        cls.place = pathlib.Path(tempfile.mkdtemp(prefix="place-", dir=cls.machine.root / "opt"))
        cls.addClassCleanup(shutil.rmtree, cls.place)
        cls.place.chmod(0o755)
        cls.tarball = ROOT / output("examples/package/tarball.sh", BUILD).splitlines()[-1]
        with tarfile.open(cls.tarball) as archive:
            cls.members = archive.getmembers()
            archive.extractall(cls.place)
        cls.top = cls.place / cls.tarball.name.removesuffix(".tar.gz")
        cls.inside = f"/{cls.top.relative_to(cls.machine.root)}"
        (cls.module,) = cls.top.rglob("sidetick-tls.so")

    def test_it_is_one_folder_named_after_the_release(self):
        self.assertEqual(self.top.name, f"sidetick-{project_version()}-linux-{os.uname().machine}")
        self.assertEqual({member.name.split("/")[0] for member in self.members}, {self.top.name})
        self.assertEqual({(member.uid, member.gid) for member in self.members}, {(0, 0)})
        names = {str(path.relative_to(self.top)) for path in self.top.rglob("*")}
        self.assertLessEqual({"INSTALL", "LICENSE", "LICENSES", "README.md", "CHANGELOG.md", "bin/sidetick",
                              "share/man/man1/sidetick.1", "share/man/man5/sidetick.toml.5", "share/man/man7/sidetick.7",
                              "share/bash-completion/completions/sidetick", "share/zsh/site-functions/_sidetick",
                              "share/fish/vendor_completions.d/sidetick.fish"}, names)

    def test_the_same_build_gives_the_same_bytes(self):
        before = self.tarball.read_bytes()
        output("examples/package/tarball.sh", BUILD)
        self.assertEqual(self.tarball.read_bytes(), before)

    def test_it_needs_libc_and_for_tls_openssl_3(self):
        self.assertLessEqual({"libc.so.6"}, needed(self.top / "bin/sidetick"))
        self.assertLessEqual(needed(self.top / "bin/sidetick"), LIBC)
        self.assertLessEqual(needed(self.module), LIBC | OPENSSL)
        self.assertIn("libssl.so.3", needed(self.module))

    def test_install_tells_the_glibc_that_it_needs(self):
        wanted = {version for path in (self.top / "bin/sidetick", self.module)
                  for version in re.findall(r"GLIBC_(2\.\d+)", output("objdump", "-T", path))}
        newest = max(wanted, key=lambda version: int(version.split(".")[1]))
        self.assertIn(f"It needs glibc {newest} or later", (self.top / "INSTALL").read_text())

    def test_what_install_says_to_try_prints_ticks(self):
        (line,) = re.findall(r"^  (sidetick-.*/bin/sidetick next .*)$", (self.top / "INSTALL").read_text(), re.M)
        done = self.machine.run("sh", "-c", f"cd {self.inside}/.. && {line}", user=65534)
        self.assertEqual((done.returncode, done.stderr, len(done.stdout.splitlines())), (0, "", 10))

    def test_installed_as_install_says_it_finds_its_module(self):
        (line,) = re.findall(r"^  sudo (cp .*)$", (self.top / "INSTALL").read_text(), re.M)
        before = self.machine.files()
        done = self.machine.run("sh", "-c", f"cd {self.inside}/.. && {line}")
        self.addCleanup(self.remove, set(self.machine.files()) - set(before))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assert_tls_works("/usr/local/bin/sidetick")

    def remove(self, names):
        for name in sorted(names, reverse=True):
            path = self.machine.root / name
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()

    def test_the_module_is_found_beside_the_program_wherever_that_is(self):
        self.assert_tls_works(f"{self.inside}/bin/sidetick")

    def assert_tls_works(self, program):
        assert_enqueues_over_tls(self, self.machine.root, functools.partial(self.machine.run, program))


def needed(path):
    return set(re.findall(r"\(NEEDED\)\s+Shared library: \[(.*)\]", output("readelf", "--dynamic", path)))


if __name__ == "__main__":
    unittest.main()
