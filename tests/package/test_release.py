"""What the release build is: its number, its commit, its hardening, its unit tests."""

import json
import os
import pathlib
import re
import subprocess
import unittest

from checkout import ROOT, git, output

BUILD = pathlib.Path(os.environ.get("SIDETICK_BUILD", ROOT / "build/release"))
PROGRAM, MODULE = BUILD / "src/sidetick", BUILD / "src/sidetick-tls.so"


def project_version():
    return json.loads(output("meson", "introspect", "--projectinfo", BUILD))["version"]


def said_by(program):
    """{"sidetick": "0.2.0", "commit:": …}"""
    return dict(line.split(" ", 1) for line in output(program, "--version").splitlines())


class Release(unittest.TestCase):
    def test_the_changelog_begins_with_it_and_the_images_of_the_examples_are_of_it(self):
        version = project_version()
        headings = re.findall(r"^## \[(.*)\](?: - (.*))?$", (ROOT / "CHANGELOG.md").read_text(), re.M)
        newest = next(heading for heading in headings if heading[0] != "Unreleased")
        self.assertEqual(newest[0], version)
        self.assertRegex(newest[1], r"^\d{4}-\d\d-\d\d$")
        images = {name: re.findall(r"\bsidetick(?:-ci)?:([0-9.]+)", (ROOT / name).read_text())
                  for name in git("ls-files", "examples").split() if name.endswith((".yml", ".yaml", "Containerfile"))}
        images = {name: found for name, found in images.items() if found}
        self.assertEqual(images, {name: [version] * len(found) for name, found in images.items()})
        self.assertGreaterEqual(len(images), 5)

    def test_the_program_says_it_and_the_commit(self):
        said = said_by(PROGRAM)
        self.assertEqual(said["sidetick"], project_version())
        self.assertTrue(git("rev-parse", "HEAD").startswith(said["commit:"].removesuffix("-dirty")), said)
        self.assertRegex(said["hiredis:"], r"^1\.\d+\.\d+$")
        self.assertRegex(said["TLS:"], r"^OpenSSL \d+\.\d+\.\d+")

    def test_meson_test_runs_the_unit_tests(self):
        tests = json.loads(output("meson", "introspect", "--tests", BUILD))
        self.assertEqual([(test["name"], pathlib.Path(test["cmd"][0]).name) for test in tests], [("unit", "unit_tests")])


class Hardening(unittest.TestCase):
    def read(self, *options, of):
        return subprocess.run(["readelf", "--wide", *options, str(of)], check=True, capture_output=True, text=True).stdout

    def test_relocations_are_bound_at_the_start_and_then_read_only(self):
        for file in (PROGRAM, MODULE):
            self.assertRegex(self.read("--dynamic", of=file), r"\bBIND_NOW\b|\bNOW\b", file)
            self.assertIn("GNU_RELRO", self.read("--program-headers", of=file), file)

    def test_the_program_is_position_independent_and_no_stack_is_code(self):
        self.assertIn("Type:                              DYN", self.read("--file-header", of=PROGRAM))
        for file in (PROGRAM, MODULE):
            stack = re.search(r"GNU_STACK .*", self.read("--program-headers", of=file))[0]
            self.assertNotIn("E", stack.split()[-2], stack)

    def test_the_stack_protector_and_fortified_functions_are_there(self):
        names = set(re.findall(r" (\w+)@", self.read("--dyn-syms", of=PROGRAM)))
        self.assertIn("__stack_chk_fail", names)
        self.assertTrue({name for name in names if re.fullmatch(r"__(?!stack).*_chk", name)}, names)
        self.assertIn("__stack_chk_fail", self.read("--dyn-syms", of=MODULE))


if __name__ == "__main__":
    unittest.main()
