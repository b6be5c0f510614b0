"""The units of examples/systemd, asked of systemd itself."""

import shutil
import unittest

from example import EXAMPLES, ExampleTest, output

UNITS = EXAMPLES / "systemd"
LINE = "ExecStart=/usr/bin/sidetick run\n"
LINES = {"sidetick.service": LINE, "sidetick-linger.service": "ExecStart=/usr/bin/sidetick run --for 1h\n"}


class Units(ExampleTest):
    def test_systemd_understands_every_line(self):
        """An unknown key is no more than a warning of it: nothing may be said."""
        for name, line in LINES.items():
            service = (UNITS / name).read_text()
            self.assertEqual(service.count(line), 1)
            (self.folder / name).write_text(service.replace("/usr/bin/sidetick", str(self.bin / "sidetick")))
        shutil.copy(UNITS / "sidetick.timer", self.folder)
        for unit in (*LINES, "sidetick.timer"):
            self.assertEqual(output("systemd-analyze", "verify", "--man=no", str(self.folder / unit)), (0, "", ""), unit)

    def test_the_service_is_exposed_to_no_more_than_two_of_ten(self):
        for name in LINES:
            status, shown, errors = output("systemd-analyze", "security", "--offline=true", "--no-pager",
                                           "--threshold=20", str(UNITS / name))
            self.assertEqual((status, errors), (0, ""), shown)
        # That the threshold is one at all: a service without its hardening is far above it.
        (self.folder / "bare.service").write_text("[Service]\nType=oneshot\n" + LINE)
        self.assertNotEqual(output("systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=20",
                                   str(self.folder / "bare.service"))[0], 0)

    def test_the_service_that_stays_is_started_again_whatever_its_end(self):
        lines = (UNITS / "sidetick-linger.service").read_text().splitlines()
        for line in ("Type=exec", "Restart=always", "StartLimitIntervalSec=0", "ExecReload=/bin/kill -HUP $MAINPID"):
            self.assertIn(line, lines)

    def test_both_services_are_confined_in_the_same_way(self):
        def confined(name):
            text = (UNITS / name).read_text()
            return text[text.index("# A user that exists only"):].split("\n\n")[0].strip()
        self.assertEqual(confined("sidetick-linger.service"), confined("sidetick.service"))

    def test_the_timer_is_due_at_the_beginning_of_every_minute(self):
        lines = (UNITS / "sidetick.timer").read_text().splitlines()
        calendar = [line.removeprefix("OnCalendar=") for line in lines if line.startswith("OnCalendar=")]
        self.assertEqual(len(calendar), 1)
        self.assertIn("AccuracySec=1s", lines)
        status, shown, _ = output("systemd-analyze", "calendar", "--base-time=2026-03-01 12:34:30", "--iterations=2",
                                  calendar[0], env=self.environment(TZ="UTC"))
        self.assertEqual(status, 0)
        self.assertIn("2026-03-01 12:35:00 UTC", shown)
        self.assertIn("2026-03-01 12:36:00 UTC", shown)


if __name__ == "__main__":
    unittest.main()
