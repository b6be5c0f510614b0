"""examples/package/deb.sh: the package is the same in each folder, right in lintian's eyes, and works where it is put."""

import functools
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import harness
from checkout import ROOT, copy, git, output
from machine import shared_machine
from over_tls import assert_enqueues_over_tls
from test_release import project_version, said_by

UNITS = ("sidetick.service", "sidetick.timer")
DYNAMIC_USER = 61184  # the first of those that systemd takes for DynamicUser=, see systemd.exec(5)


def setUpModule():
    global FOLDER, PACKAGE  # pylint: disable=global-statement
    FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="sidetick-package-"))
    unittest.addModuleCleanup(shutil.rmtree, FOLDER)
    # Both at once: someone may be at work on the checkout.
    for name in ("a", "a-folder-of-another-name"):
        copy(FOLDER / name)
    PACKAGE = build(FOLDER / "a")


def build(checkout):
    return checkout / output("examples/package/deb.sh", cwd=checkout).splitlines()[-1]


def apt(machine, *words):
    """It has no lists of packages: what the package depends on is there already, or this fails."""
    done = machine.run("apt-get", "--yes", "--quiet", "--no-install-recommends", "-oDpkg::Use-Pty=0", *words,
                       DEBIAN_FRONTEND="noninteractive", LC_ALL="C.UTF-8")
    if done.returncode != 0:
        raise RuntimeError(f"{words}: {done.stdout}{done.stderr}")


def install(machine):
    shutil.copy(PACKAGE, machine.root / "tmp")
    apt(machine, "install", f"/tmp/{PACKAGE.name}")


class Package(unittest.TestCase):
    maxDiff = None

    def test_two_folders_give_the_same_bytes(self):
        other = build(FOLDER / "a-folder-of-another-name")
        self.assertEqual(other.name, PACKAGE.name)
        self.assertEqual(other.read_bytes(), PACKAGE.read_bytes())

    def test_nothing_of_the_folder_is_in_it(self):
        root = self.unpacked()
        for path in filter(pathlib.Path.is_file, root.rglob("*")):
            self.assertNotIn(str(FOLDER).encode(), path.read_bytes(), path)

    def unpacked(self):
        root = FOLDER / "unpacked"
        if not root.exists():
            output("dpkg-deb", "--raw-extract", PACKAGE, root)
        return root

    def field(self, name):
        return output("dpkg-deb", "--field", PACKAGE, name).strip()

    def test_lintian_finds_no_error_and_no_warning(self):
        done = subprocess.run(["lintian", "--allow-root", "--fail-on=error,warning", "--display-info", str(PACKAGE)],
                              capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        self.assertNotIn("unused-override", done.stdout)

    def test_it_needs_what_its_programs_are_linked_with_and_the_zones(self):
        self.assertRegex(self.field("Depends"), r"^libc6 \(>= [0-9.]+\), libssl3(t64)? \(>= [0-9.]+\), tzdata$")

    def test_it_has_no_conffiles_and_the_version_of_the_program(self):
        self.assertEqual(self.field("Conffiles"), "")
        self.assertFalse((self.unpacked() / "DEBIAN/conffiles").exists())
        self.assertEqual(self.field("Version"), f"{project_version()}-1")

    def test_all_that_is_linked_in_stands_in_copyright(self):
        said = (self.unpacked() / "usr/share/doc/sidetick/copyright").read_text()
        files = " ".join(re.findall(r"^Files: (.*)$", said, re.M)).lower().split()
        linked = re.findall(r"^\w+ = dependency\('(\w+)'", (ROOT / "meson.build").read_text(), re.M)
        names = {"hiredis_ssl": "hiredis", "libxxhash": "xxhash"}
        dynamic = {"openssl", "dl", "threads"}
        self.assertIn("hiredis", linked)
        self.assertEqual(set(files), {"*", "date", "libstdc++", "libgcc"}
                         | {names.get(each, each).lower() for each in linked if each not in dynamic})
        # And in the one that is named by each paragraph, the words of its licence.
        for licence in re.findall(r"^Files: .*\n(?:.*\n)*?License: (.*)$", said, re.M):
            self.assertRegex(said, rf"(?m)^License: {re.escape(licence)}\n .{{20}}")

    def test_the_changelogs_are_those_of_the_program_and_of_the_package(self):
        doc = self.unpacked() / "usr/share/doc/sidetick"
        self.assertEqual(output("zcat", doc / "changelog.gz"), (ROOT / "CHANGELOG.md").read_text())
        self.assertIn(f"sidetick ({self.field('Version')})", output("zcat", doc / "changelog.Debian.gz"))


class Installed(unittest.TestCase):
    """By apt in a fresh root."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.server = harness.Server()
        cls.addClassCleanup(cls.server.close)
        cls.machine = shared_machine()
        install(cls.machine)
        cls.addClassCleanup(apt, cls.machine, "purge", "sidetick")

    def service(self, key):
        """What the installed unit says."""
        unit = (self.machine.root / "usr/lib/systemd/system/sidetick.service").read_text()
        return re.findall(rf"^{key}=(.*)$", unit, re.M)

    def configure(self, text):
        """/etc/sidetick/sidetick.toml, which is the administrator's."""
        path = self.machine.root / "etc/sidetick/sidetick.toml"
        path.parent.mkdir(mode=0o755, exist_ok=True)
        self.addCleanup(shutil.rmtree, path.parent)
        path.write_text(text)
        path.chmod(0o644)

    def test_systemd_finds_nothing_wrong_with_the_units(self):
        done = self.machine.run("systemd-analyze", "--man=no", "verify", *UNITS)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_nothing_is_enabled(self):
        self.assertEqual([str(path) for path in (self.machine.root / "etc/systemd").rglob("sidetick*")], [])

    def test_the_service_does_its_work_as_its_user_and_in_its_environment(self):
        self.assertEqual(self.service("DynamicUser"), ["yes"])
        self.assertEqual(self.service("Environment(?:File)?"), [])
        self.configure("[schedules.a]\ncron = '* * * * *'\nclass = 'W'\ntime_zone = 'Asia/Kolkata'\nfirst_run = 'window'\n"
                       f"[redis]\nurl = '{self.server.url}'\n")
        (line,) = self.service("ExecStart")
        done = self.machine.run(*line.split(), user=DYNAMIC_USER, LANG="C.UTF-8")
        self.assertEqual((done.returncode, done.stdout, done.stderr.count("error")), (0, "", 0), done.stderr)
        jobs = [json.loads(job) for job in self.server.redis("LRANGE", "queue:default", 0, -1)]
        self.assertIn(len(jobs), (60, 61))
        self.assertEqual({job["class"] for job in jobs}, {"W"})

    def test_the_module_for_tls_is_found(self):
        assert_enqueues_over_tls(self, self.machine.root, functools.partial(self.machine.run, "sidetick"))

    def test_the_program_tells_its_release_and_commit(self):
        said = said_by(self.machine.root / "usr/bin/sidetick")
        self.assertEqual(said["sidetick"], output("dpkg-deb", "--field", PACKAGE, "Version").split("-")[0])
        self.assertTrue(git("rev-parse", "HEAD").startswith(said["commit:"].removesuffix("-dirty")), said)


class Purged(unittest.TestCase):
    maxDiff = None

    def test_no_trace_is_left_not_even_of_a_timer_that_was_enabled(self):
        machine = shared_machine()
        before = machine.files()
        install(machine)
        self.assertIn("usr/bin/sidetick", machine.files())
        enabled = machine.run("systemctl", "enable", "sidetick.timer")
        self.assertTrue((machine.root / "etc/systemd/system/timers.target.wants/sidetick.timer").is_symlink(), enabled.stderr)
        apt(machine, "purge", "sidetick")
        self.assertEqual(machine.files(), before)


if __name__ == "__main__":
    unittest.main()
