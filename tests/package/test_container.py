"""examples/container/Containerfile, built by buildah on a base that mmdebstrap made, of the tarball of the release build.

buildah runs the steps in a chroot, and keeps its layers as plain folders, for neither namespaces of users nor
overlays are to be had everywhere. Not tried here: that tarball.sh compiles inside of the image where there is
no TARBALL, which is what it does outside, minutes long; and the target `ci`, which is that image and Debian's git
and curl."""

import json
import pathlib
import re
import shutil
import tempfile
import unittest

from checkout import ROOT, copy, output
from machine import run_inside, shared_machine
from over_tls import assert_enqueues_over_tls
from test_release import BUILD, said_by

CONTAINERFILE = "examples/container/Containerfile"
IMAGE = "localhost/sidetick"
LIBRARIES = re.compile(r"ld-linux-[\w-]+\.so\.\d|lib(c|m|ssl|crypto)\.so\.\d")


class Image:
    """What buildah keeps, in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder

    def buildah(self, *words):
        return output("buildah", "--storage-driver", "vfs", "--root", self.folder / "storage", "--runroot", self.folder / "run",
                      *words).strip()

    def base(self, root):
        container = self.buildah("from", "scratch")
        self.buildah("add", "--quiet", container, root, "/")
        self.buildah("commit", "--quiet", "--rm", container, "localhost/base")

    def close(self):
        self.buildah("rm", "--all")
        self.buildah("rmi", "--all", "--force")
        mounts = pathlib.Path("/proc/self/mounts").read_text()
        if f" {self.folder}/" in mounts:
            raise RuntimeError(f"something is mounted in {self.folder}: it is left as it is")
        shutil.rmtree(self.folder)


class Container(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="sidetick-image-"))
        cls.image = Image(folder)
        cls.addClassCleanup(cls.image.close)
        cls.image.base(shared_machine().root)
        tarball = ROOT / output("examples/package/tarball.sh", BUILD).splitlines()[-1]
        context = copy(folder / "context")
        (context / "build/package").mkdir(parents=True)
        shutil.copy(tarball, context / "build/package")
        cls.image.buildah("bud", "--quiet", "--isolation=chroot", "--build-arg=BASE=localhost/base", "--tag", IMAGE,
                          f"--build-arg=TARBALL=build/package/{tarball.name}", "--file", context / CONTAINERFILE, context)
        cls.container = cls.image.buildah("from", IMAGE)
        cls.root = pathlib.Path(cls.image.buildah("mount", cls.container))
        cls.config = json.loads(cls.image.buildah("inspect", "--type=image", IMAGE))["OCIv1"]["config"]
        # Where a container's runtime mounts them.
        for name in ("proc", "tmp"):
            (cls.root / name).mkdir()

    def sidetick(self, *words, user=None, **options):
        """As a runtime runs the image: its entry point, its user, its variables, and nothing to write to."""
        user = user or self.config["User"].split(":")[0]
        variables = dict(variable.split("=", 1) for variable in self.config["Env"])
        return run_inside(self.root, *self.config["Entrypoint"], *words, user=user, read_only=True, **variables, **options)

    def test_it_is_not_roots(self):
        self.assertEqual(self.config["User"], "65534:65534")
        self.assertIn("nobody:x:65534:65534:", (self.root / "etc/passwd").read_text())

    def test_it_holds_the_program_its_libraries_certificates_and_zones_and_nothing_else(self):
        files = [path.relative_to(self.root) for path in self.root.rglob("*") if not path.is_dir()]
        others = [str(path) for path in files
                  if path.parts[:3] != ("usr", "share", "zoneinfo") and not LIBRARIES.fullmatch(path.name)]
        self.assertEqual(sorted(others), [
            "etc/group", "etc/nsswitch.conf", "etc/passwd", "etc/ssl/certs/ca-certificates.crt", "usr/bin/sidetick",
            "usr/bin/sidetick-tls.so", "usr/lib/ssl/cert.pem"])
        self.assertEqual([str(path) for path in self.root.rglob("*") if path.is_file() and path.stat().st_mode & 0o6002], [])

    def test_its_size_is_what_the_containerfile_says(self):
        size = sum(path.lstat().st_size for path in self.root.rglob("*") if not path.is_dir()) / 1e6
        print(f"the image holds {size:.1f} MB")
        said = re.search(r"of (\d+) MB", (ROOT / CONTAINERFILE).read_text())
        self.assertAlmostEqual(size, int(said[1]), delta=1)

    def test_without_a_command_it_shows_its_help(self):
        done = self.sidetick(*self.config["Cmd"])
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("Commands:\n", done.stdout)

    def test_it_is_the_program_of_the_tarball(self):
        self.assertEqual(said_by(self.root / "usr/bin/sidetick"), said_by(BUILD / "src/sidetick"))

    def test_zones_and_text_are_read_as_elsewhere(self):
        done = self.sidetick("next", "--cron", "0 9 * * *", "--zone", "Europe/Copenhagen", "--from", "2026-03-28T12:00:00Z", "-n1")
        self.assertEqual((done.returncode, done.stdout), (0, "2026-03-29T07:00:00Z  2026-03-29T09:00:00+02:00  Europe/Copenhagen\n"),
                         done.stderr)

    def test_it_enqueues_over_tls(self):
        assert_enqueues_over_tls(self, self.root, self.sidetick)

    def test_the_certificates_are_where_openssl_looks(self):
        link = self.root / "usr/lib/ssl/cert.pem"
        self.assertIn("BEGIN CERTIFICATE", (self.root / str(link.readlink()).lstrip("/")).read_text())
        self.assertIn("OPENSSLDIR: \"/usr/lib/ssl\"", shared_machine().run("openssl", "version", "-d").stdout)

    def test_the_manifests_of_the_examples_run_what_it_has(self):
        for name in ("sidetick.yaml", "deployment.yaml"):
            text = (ROOT / "examples/kubernetes" / name).read_text()
            self.assertIn('command: ["sidetick"]', text)
            self.assertIn("runAsUser: 65534", text)
            self.assertIn("examples/container/Containerfile", text)
        self.assertTrue(any(variable == "PATH=/usr/bin" for variable in self.config["Env"]))


if __name__ == "__main__":
    unittest.main()
