"""examples/prometheus: asked of promtool, and run."""

import shutil
import subprocess
import unittest

from example import EXAMPLES, ExampleTest, output
from harness import NOW, schedule

FOLDER = EXAMPLES / "prometheus"


class Metrics(ExampleTest):
    def collect(self, *, path=None):
        """Runs collect.sh: its exit status, and what is in the file then."""
        into = self.folder / "textfile"
        into.mkdir(exist_ok=True)
        env = self.environment(SIDETICK_CONFIG=str(self.config))
        if path:
            env["PATH"] = path
        done = subprocess.run(["/bin/sh", str(FOLDER / "collect.sh"), str(into)], env=env, capture_output=True, text=True,
                              check=False, timeout=60)
        self.assertEqual([each.name for each in into.iterdir()], ["sidetick.prom"], done)
        self.assertEqual((into / "sidetick.prom").stat().st_mode & 0o777, 0o644)
        return done.returncode, (into / "sidetick.prom").read_text()

    def test_promtool_has_nothing_to_say_of_the_metrics(self):
        self.configure(schedule("report", "*/10 * * * *"), schedule('"quoted" \\ name'))
        self.run_at(NOW)
        status, text = self.collect()
        self.assertEqual(status, 0)
        self.assertIn('sidetick_enabled{schedule="report"} 1\n', text)
        done = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_the_file_is_replaced_whatever_happens(self):
        self.configure(schedule("report"))
        self.assertEqual(self.collect()[0], 0)
        self.config.write_text('[redis]\nurl = "redis://127.0.0.1:1/0"\n' + schedule("report"))
        status, text = self.collect()
        self.assertEqual((status, text.splitlines()[-2:]), (69, ["sidetick_up 0", "# EOF"]))
        (self.folder / "bin/sidetick").unlink()
        self.assertEqual(self.collect(path=f"{self.bin}:/usr/bin:/bin"), (127, "sidetick_up 0\n# EOF\n"))

    def test_systemd_understands_the_units(self):
        service = (FOLDER / "sidetick-metrics.service").read_text()
        (self.folder / "sidetick-metrics.service").write_text(
            service.replace("/usr/local/bin/sidetick-metrics", str(FOLDER / "collect.sh")))
        shutil.copy(FOLDER / "sidetick-metrics.timer", self.folder)
        for unit in ("sidetick-metrics.service", "sidetick-metrics.timer"):
            self.assertEqual(output("systemd-analyze", "verify", "--man=no", str(self.folder / unit)), (0, "", ""), unit)


class Rules(unittest.TestCase):
    def test_the_rules_are_right_and_fire_when_they_should(self):
        for command in (("check", "rules", "sidetick.rules.yml"), ("test", "rules", "sidetick.rules-test.yml")):
            done = subprocess.run(["promtool", *command], cwd=FOLDER, capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done)
