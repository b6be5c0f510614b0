"""The page of `next --format html` as a browser shows it. The pictures are in build/page."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from browser import measure, sheets

FEW = """
time_zone = "Europe/Copenhagen"
[schedules.hourly]
cron = "0 * * * *"
class = "Hourly"
queue = "reports"
[schedules."<b>night & day</b>"]
cron = "30 2 * * *"
class = "Sweep::Nightly::OfEverythingThatIsOlderThanAYearAndADay"
queue = "low"
[schedules.beat]
cron = "* * * * *"
class = "Beat"
[schedules.in_office_hours]
cron = "*/15 8-17 * * sun"
class = "Office"
[schedules."a name that is much longer than there is room for beside the picture of its ticks"]
every = "6h"
class = "Off"
enabled = false
"""
SPRING = ("--from", "2026-03-28T23:59:59", "--to", "2026-03-29T23:59:59")
AUTUMN = ("--from", "2026-10-25", "--to", "2026-10-26")
EXPRESSIONS = ("* * * * *", "*/5 * * * *", "{minute} * * * *", "{minute} {hour} * * *", "0 {hour} * * *", "*/10 9-17 * * *",
               "{minute} {hour} 1 * *")


def many(number):
    """So many schedules of all kinds, in more queues than there are colours."""
    return 'time_zone = "Europe/Copenhagen"\n' + "".join(
        f'[schedules."app.job_{i}"]\nclass = "Job{i}"\nqueue = "queue_{i % 9}"\nenabled = {str(i % 41 != 0).lower()}\n'
        f'cron = "{EXPRESSIONS[i % len(EXPRESSIONS)].format(minute=i * 7 % 60, hour=i * 5 % 24)}"\n' for i in range(number))


def page_of(config, *options):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "jobs.toml"
        path.write_text(config)
        return subprocess.run([os.environ["SIDETICK"], "-c", path, "next", "--format", "html", *options], check=True,
                              capture_output=True, text=True, timeout=60, env={"PATH": os.environ["PATH"]}).stdout


class Page(unittest.TestCase):
    maxDiff = None

    def check_geometry(self, found):
        self.assertLessEqual(found["overflow"], 0)
        self.assertEqual(found["outside"], [])
        self.assertEqual(found["overlaps"], [])
        self.assertEqual(len(found["tracks"]), 1, found["tracks"])

    def check_access(self, found):
        self.assertGreaterEqual(found["textContrast"], 4.5)
        self.assertGreaterEqual(found["markContrast"], 3)
        self.assertEqual((found["unnamed"], found["headers"], found["requests"]), (0, True, 0))


class Few(Page):
    @classmethod
    def setUpClass(cls):
        cls.PAGE = page_of(FEW, *SPRING)

    def check_text(self, found):
        self.assertEqual(found["title"], "Sat 28 March 2026, 23:59:59 to Sun 29 March 2026, 23:59:59 – sidetick")
        self.assertEqual(found["figures"], [
            "Schedules 5 1 disabled", "Jobs 1,444", "Busiest minute Sun 29 03:00 +02:00 3 jobs",
            "Times Europe/Copenhagen +01:00, later +02:00"])
        self.assertEqual(found["notes"], ["Sunday 29 March: at 02:00 the wall clock goes on to 03:00, so that 1 h is left out."])
        self.assertEqual(found["names"], ["hourly", "<b>night & day</b>", "beat", "in_office_hours",
                                          "a name that is much longer than there is room for beside the picture of its ticks disabled"])
        self.assertEqual(found["counts"], ["23", "1", "1,380", "40", "4"])
        self.assertIn("Sun 29 03:00 +02:00 3 jobs hourly, <b>night & day</b>, beat", found["busiest"])
        self.assertEqual(found["table"][1], [
            "<b>night & day</b>\n02:30 is skipped: moved to Sun 29 03:00 +02:00", "30 2 * * *", "Europe/Copenhagen", "low",
            "Sweep::Nightly::OfEverythingThatIsOlderThanAYearAndADay", "1", "Sun 29 03:00 +02:00", "Sun 29 03:00 +02:00"])

    def test_in_the_light(self):
        for width, found in measure(self.PAGE, "few", "light", 1500).items():
            with self.subTest(width=width):
                self.check_text(found)
                self.check_geometry(found)
                self.check_access(found)
                self.assertEqual((found["background"], found["tick"], found["band"]),
                                 ("rgb(255, 255, 255)", "rgb(191, 74, 11)", "rgb(36, 96, 196)"))
                self.assertEqual(len(found["hours"]), {400: 4, 1280: 11, 2560: 23}[width])
                # Noon is 11 hours after midnight, of 23.
                self.assertAlmostEqual(found["noon"], 11 / 23, delta=2 / found["track"])

    def test_in_the_dark(self):
        for width, found in measure(self.PAGE, "few", "dark", 1500).items():
            with self.subTest(width=width):
                self.check_geometry(found)
                self.check_access(found)
                self.assertEqual((found["background"], found["tick"], found["band"]),
                                 ("rgb(16, 20, 24)", "rgb(255, 154, 102)", "rgb(107, 166, 255)"))

    def test_on_paper_it_is_one_sheet_that_lies_on_its_side(self):
        sizes = sheets(self.PAGE, "few")
        self.assertEqual(len(sizes), 1)
        self.assertGreater(sizes[0][0], sizes[0][1])

    def test_it_is_complete_in_itself(self):
        self.assertIn("""content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">""", self.PAGE)
        self.assertEqual(re.findall(r"<script|https?:|//|url\(|@import|@font-face|src=", re.sub(r"<title>.*?</title>", "", self.PAGE)), [])
        self.assertEqual(page_of(FEW, *SPRING), self.PAGE)


class Many(Page):
    def test_500_schedules(self):
        for width, found in measure(page_of(many(500), *AUTUMN), "many", "light", 2400).items():
            with self.subTest(width=width):
                self.check_geometry(found)
                self.check_access(found)
                self.assertEqual((len(found["names"]), len(found["table"])), (500, 500))
                self.assertEqual(found["figures"][1], "Jobs 131,914")

    def test_a_week_with_more_queues_than_colours(self):
        page = page_of(many(60), "--from", "2026-10-21", "--to", "2026-10-28")
        for width, found in measure(page, "week", "dark", 2400).items():
            with self.subTest(width=width):
                self.check_geometry(found)
                self.check_access(found)
                self.assertEqual(len(found["hours"]), {400: 7, 1280: 7, 2560: 14}[width])


class Size(unittest.TestCase):
    def test_500_schedules_of_every_minute_over_a_week_are_below_half_a_MB(self):
        config = "".join(f'[schedules.s{i}]\ncron = "* * * * *"\nclass = "W"\nqueue = "q{i % 9}"\n' for i in range(500))
        page = page_of(config, "--from", "2026-03-01", "--to", "2026-03-08")
        self.assertLess(len(page), 500_000)

    def test_500_schedules_that_are_barely_no_band_are_below_2_MB(self):
        config = "".join(f'[schedules.s{i}]\ncron = "*/4 * * * *"\nclass = "W"\nqueue = "q{i % 9}"\n' for i in range(500))
        page = page_of(config, "--from", "2026-03-01", "--to", "2026-03-02")
        self.assertNotIn('class="b"', page)
        self.assertLess(len(page), 2_000_000)


if __name__ == "__main__":
    unittest.main()
