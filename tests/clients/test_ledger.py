"""The ledger, shared with sidekiq-scheduler: both run while a team moves over, and no tick is pushed twice."""

import json
import subprocess

from clients import HERE, ClientTest, wait_until
from harness import EX_OK, instant, iso, schedule

ROUNDS, TICKS = 20, 25
RUBIES, SIDETICKS = 3, 2
BEGIN = instant("2026-03-01T00:00:00Z")


class Race(ClientTest):
    def test_500_ticks_are_each_pushed_once_by_one_side_or_the_other(self):
        self.configure(schedule("report", "* * * * *", include_metadata=True, args=["a"]))
        self.run_at(iso(BEGIN - 30))  # so that the schedule is known to both, and none of its ticks is enqueued
        self.redis("DEL", "queue:default", "sidekiq-scheduler:pushed:report")
        rubies = [self.start("ruby", str(HERE / "scheduler.rb"), "race", "report", str(place), log=f"ruby{place}")
                  for place in range(RUBIES)]
        self.await_rubies(rubies)
        reports = [report for number in range(ROUNDS) for report in self.round(number, rubies)]
        for place in range(RUBIES):
            self.redis("RPUSH", f"go:{place}", "{}")
        self.assertEqual([ruby.wait() for ruby in rubies], [0] * RUBIES)
        self.assert_each_tick_once(reports)

    def await_rubies(self, rubies):
        wait_until(lambda: self.redis("LLEN", "ready") >= RUBIES, "the schedulers")
        self.redis("DEL", "ready")
        self.assertEqual([ruby.poll() for ruby in rubies], [None] * RUBIES)

    def round(self, number, rubies):
        """All sides at once over the next ticks; who is told first changes from round to round."""
        begin = BEGIN + 60 * TICKS * number
        ticks = [begin + 60 * n for n in range(TICKS)]
        if number % 3 == 0:
            self.tell_rubies(ticks)
        runs = [subprocess.Popen(self.command("--format", "json", now=iso(ticks[-1])), stdin=subprocess.DEVNULL,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.environment())
                for _ in range(SIDETICKS)]
        if number % 3 == 2:
            wait_until(lambda: "sidetick" in self.redis("CLIENT", "LIST") or runs[0].poll() is not None, "sidetick")
        if number % 3:
            self.tell_rubies(ticks)
        for run in runs:
            output, errors = run.communicate(timeout=60)
            self.assertEqual((run.returncode, errors), (EX_OK, b""))
            yield json.loads(output)
        self.await_rubies(rubies)

    def tell_rubies(self, ticks):
        """Each of the schedulers comes to the ticks in an order of its own."""
        for place in range(RUBIES):
            first = len(ticks) * place // RUBIES
            self.redis("RPUSH", f"go:{place}", json.dumps({"ticks": ticks[first:] + ticks[:first], "now": ticks[-1]}))

    def assert_each_tick_once(self, reports):
        expected = [BEGIN + 60 * n for n in range(ROUNDS * TICKS)]
        self.assert_ticks("report", expected)
        jobs = self.jobs()
        self.assertEqual(sorted(iso(job["args"][-1]["scheduled_at"]) for job in jobs), [iso(tick) for tick in expected])
        theirs = [job for job in jobs if job.get("pushed_by") == "sidekiq-scheduler"]
        ours = [job for job in jobs if "pushed_by" not in job]
        self.assertCountEqual([job["jid"] for job in ours],
                              [tick["jid"] for report in reports for tick in report["enqueued"]])
        conflicts = sum(report["conflicts"] for report in reports)
        print(f"sidetick {len(ours)}, sidekiq-scheduler {len(theirs)}, conflicts {conflicts} ... ", end="")
        self.assertTrue(ours and theirs, "both have won some")
