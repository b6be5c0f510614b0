"""What the tests of import share: a configuration's ticks, and those of fugit, which is the judge."""

import concurrent.futures
import json
import pathlib
import re
import subprocess

from clients import ClientTest
from harness import SIDETICK, instant, iso

HERE = pathlib.Path(__file__).resolve().parent
# Two years, one of them a leap year, or the beginning of them for what fires each hour or more often.
YEARS = [("2027-01-01T00:00:00Z", "2029-01-01T00:00:00Z")]
MOST = 740


class JudgedTest(ClientTest):
    def sidetick(self, *args, status=0):
        done = subprocess.run([SIDETICK, *args], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600,
                              env=self.environment(REDIS_URL=self.server.url))
        self.assertEqual(done.returncode, status, done)
        return done.stdout

    def comments(self, text, name):
        """What stands above the table of `name`, and in it when it is a comment as a whole."""
        block = next(block for block in text.split("\n\n") if re.search(rf"^(# )?\[schedules\.{name}\]$", block, re.M))
        return " ".join(line.lstrip("# ") for line in block.splitlines() if line.startswith("#"))

    def ticks(self, schedules, windows):
        """name -> for each window the ticks of sidetick."""
        cases = [{"cron": each["cron"], "zone": each.get("time_zone", "UTC"), "from": begin, "count": MOST}
                 for each in schedules.values() for begin, _ in windows]
        file = self.folder / "cases"
        file.write_text("".join(json.dumps(case) + "\n" for case in cases))
        answers = [json.loads(line)["ticks"] for line in self.sidetick("next", "--cases", str(file)).splitlines()]
        lists = [[tick for tick in ticks if tick <= windows[n % len(windows)][1]] for n, ticks in enumerate(answers)]
        return {name: lists[n * len(windows):(n + 1) * len(windows)] for n, name in enumerate(schedules)}

    def judged(self, expressions, windows):
        """name -> for each window the ticks of fugit, which is slow: it is asked of one at a time."""
        window_seconds = [[instant(begin), instant(end)] for begin, end in windows]

        def judge(names):
            return self.ruby(HERE / "fugit_ticks.rb", stdin={"windows": window_seconds, "most": MOST,
                                                      "expressions": {name: expressions[name] for name in names}})

        names = list(expressions)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            answers = pool.map(judge, [[name] for name in names])
            return {name: [[iso(tick) for tick in window] for window in lists]
                    for answer in answers for name, lists in answer.items()}
