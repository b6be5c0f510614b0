"""backfill: a past range, each tick once, whatever runs or backfills beside it or before it."""

import datetime
import json
import os
import shlex
import signal
import subprocess
import time
import unittest

import harness
from harness import EX_OK, RedisTest, ledger_ticks, schedule
from terminal import answer_on_terminal, run_on_terminal

EX_USAGE, EX_TEMPORARY = 64, 75
DAY = ("--from", "-26h", "--to", "-2h")


class Backfill(RedisTest):
    def start(self, *args):
        return subprocess.Popen([harness.SIDETICK, "-c", str(self.config), *args], stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                env=self.measured_environment())

    def end(self, process, status=EX_OK):
        stdout, stderr = process.communicate(timeout=120)
        self.assertEqual(process.returncode, status, (stdout, stderr))
        return stdout, stderr

    def backfill(self, *args, status=EX_OK):
        return self.end(self.start("backfill", *args), status)

    def counts(self, *args):
        stdout, stderr = self.backfill(*args, "--format", "json")
        self.assertEqual(stderr, "")
        document = json.loads(stdout)
        return document["enqueued"], document["already_enqueued"]

    def assert_once(self, count, queue="default"):
        jids = [json.loads(job)["jid"] for job in self.redis("LRANGE", f"queue:{queue}", 0, -1)]
        self.assertEqual((len(jids), len(set(jids))), (count, count))

    def test_a_range_is_enqueued_once_and_marked(self):
        self.configure(schedule("report", "* * * * *"), schedule("mail", "0 * * * *", queue="mails"))
        self.assertEqual(self.counts(*DAY), (1440 + 24, 0))
        self.assertEqual(self.counts(*DAY), (0, 1440 + 24))
        self.assert_once(1440)
        self.assert_once(24, "mails")
        job = json.loads(self.redis("LINDEX", "queue:mails", -1))
        self.assertIs(job["backfill"], True)
        self.assertEqual(sorted(self.redis("SMEMBERS", "queues")), ["default", "mails"])
        self.assertEqual(self.redis("EXISTS", "sidetick:cursors"), 0, "a run goes on where it was")

    def test_without_an_end_it_ends_now(self):
        self.configure(schedule("report", "* * * * *"))
        stdout, _ = self.backfill("--from", "-2h", "--format", "json")
        document = json.loads(stdout)
        begin, end = (datetime.datetime.fromisoformat(document[key].rstrip("Z")) for key in ("from", "to"))
        self.assertEqual(end - begin, datetime.timedelta(hours=2))
        self.assert_once(120)

    def test_on_a_terminal_all_schedules_at_once_are_asked_about(self):
        self.configure(schedule("report", "* * * * *"), schedule("off", enabled=False))
        for args, answer, count in (((), b"n\n", 0), ((), b"\x04", 0), (("--dry-run",), b"", 0), ((), b"y\n", 1440),
                                    ((), b"Yes\n", 1440), (("--yes",), b"", 1440), (("report",), b"", 1440)):
            with self.subTest((args, answer)):
                self.redis("FLUSHALL")
                command = [harness.SIDETICK, "-c", str(self.config), "backfill", *DAY, *args]
                status, text = answer_on_terminal(command, answer, columns=250, env=self.measured_environment())
                self.assertEqual(status, EX_OK, text)
                self.assertEqual(text.count("backfill 1 schedule, "), int(answer != b""))
                self.assertEqual(text.count(": up to 1440 ticks? [y/N] "), int(answer != b""))
                self.assertEqual(self.redis("LLEN", "queue:default"), count)

    def test_a_run_and_a_backfill_enqueue_the_same_tick_once(self):
        self.configure(schedule("report", "*/10 * * * * *", first_run="window"))
        processes = [self.start("run") for _ in range(2)]
        processes += [self.start("backfill", "--from", "-59m", "--to", "now") for _ in range(3)]
        for process in processes:
            self.end(process)
        self.backfill("--from", "-59m", "--to", "now")
        jids = [json.loads(job)["jid"] for job in self.redis("LRANGE", "queue:default", 0, -1)]
        self.assertEqual(len(jids), len(set(jids)))
        self.assertEqual(len(jids), len(self.ledger("report")))

    def test_backfills_that_race_share_the_range(self):
        self.configure(schedule("report", "*/20 * * * * *"))
        day = ("--from", "2026-01-01T00:00:00Z", "--to", "2026-01-02T00:00:00Z", "--force")
        processes = [self.start("backfill", *day) for _ in range(4)]
        for process in processes:
            self.end(process)
        self.assert_once(3 * 1440)

    def test_one_that_was_killed_is_gone_on_with(self):
        self.configure(schedule("report", "*/5 * * * * *"))
        day = ("--from", "2026-01-01T00:00:00Z", "--to", "2026-01-02T00:00:00Z", "--force")
        for share in range(1, 6):
            process = self.start("backfill", *day)
            while process.poll() is None and self.redis("LLEN", "queue:default") < share * 2000:
                pass
            process.kill()
            process.communicate()
        self.run_at(harness.NOW)  # trims the ledger of runs
        self.backfill(*day)
        jobs = [json.loads(job) for job in self.redis("LRANGE", "queue:default", 0, -1)]
        backfilled = [job["jid"] for job in jobs if job.get("backfill")]
        self.assertEqual((len(backfilled), len(set(backfilled))), (17280, 17280))

    def test_a_tick_at_the_edge_of_the_history_is_not_enqueued_again_by_a_slow_clock(self):
        self.configure(schedule("report", first_run="window"), top='missed_jobs_window = "1h"\nhistory = "1h"')
        self.backfill("--from", "-63m", "--to", "-60m", "--force")
        self.assert_once(3)
        self.run_at("-4m")  # its window goes back to -64m
        jids = [job["jid"] for job in self.jobs()]
        self.assertEqual(len(jids), len(set(jids)))

    def test_a_range_older_than_the_history_needs_force(self):
        self.configure(schedule("report"))
        _, stderr = self.backfill("--from", "2026-01-01", "--to", "2026-01-02", status=EX_USAGE)
        self.assertRegex(stderr, r"\Asidetick: error: \S+: --from 2026-01-01T00:00:00Z: the ledger of \"report\" is complete "
                                 r"only since (\S+Z): which ticks before that were enqueued by runs is not known; to "
                                 r"enqueue those since then, --from \1; to enqueue all that no backfill has enqueued, add "
                                 r"--force\n\Z")
        self.assertEqual(self.redis("DBSIZE"), 0)
        self.assertEqual(self.backfill("--from", "2026-01-01", "--to", "2026-01-02", "--dry-run", status=EX_USAGE)[1]
                         [:100], stderr[:100], "a rehearsal is refused in the same words")

    def test_the_future_and_a_range_without_a_beginning_are_refused(self):
        self.configure(schedule("report"))
        for args in (("--from", "now", "--to", "+1h"), ("--to", "-1h"),
                     ("--from", "-1h", "--to", "-2h"), ("--from", "-2h", "--to", "-1h", "--rate", "0"),
                     ("--from", "-2h", "--to", "-1h", "nobody")):
            with self.subTest(args):
                _, stderr = self.backfill(*args, status=EX_USAGE)
                self.assertRegex(stderr, r"\Asidetick: error: [^\n]+\n\Z")
        self.assertEqual(self.redis("DBSIZE"), 0)

    def test_dry_run_limit_and_queue(self):
        self.configure(schedule("report"), schedule("off", enabled=False))
        stdout, _ = self.backfill(*DAY, "--dry-run")
        self.assertIn("would enqueue report 1440 ticks ", stdout)
        self.assertEqual(self.redis("DBSIZE"), 0)
        self.backfill(*DAY, "report", "--limit", "7", "--queue", "low")
        self.assert_once(7, "low")
        self.backfill(*DAY, "off", "--limit", "5", "--rate", "1000")
        self.assert_once(5)

    def test_ctrl_c_says_how_to_go_on(self):
        self.configure(schedule("report", "* * * * * *"))
        day = ("--from", "2026-01-01T00:00:00Z", "--to", "2026-01-02T00:00:00Z", "--force")
        process = self.start("backfill", *day, "--rate", "1000")
        while process.poll() is None and self.redis("LLEN", "queue:default") == 0:
            pass
        process.terminate()
        _, stderr = self.end(process, EX_TEMPORARY)
        done = self.redis("LLEN", "queue:default")
        self.assertRegex(stderr, r"sidetick: error: stopped by SIGTERM\n")
        self.assertRegex(stderr, r"to go on: sidetick .*backfill --from 2026-01-01T\S+Z --to 2026-01-02T00:00:00Z .*--force\n")
        self.assertEqual(len(ledger_ticks(self.redis, "sidetick:backfilled:report")), done)

    def test_the_command_that_is_named_goes_on_to_the_end(self):
        self.configure(schedule("report", "*/10 * * * * *"))
        day = ("--from", "2026-01-01T00:00:00Z", "--to", "2026-01-02T00:00:00Z", "--force")
        process = self.start("backfill", *day, "--rate", "2000", "--limit", "8000")
        while process.poll() is None and self.redis("LLEN", "queue:default") == 0:
            pass
        process.send_signal(signal.SIGINT)
        _, stderr = self.end(process, EX_TEMPORARY)
        done = self.redis("LLEN", "queue:default")
        command = shlex.split(stderr.split("to go on: sidetick ")[1])
        self.assertEqual([command.pop(0), command.pop(0)], ["-c", str(self.config)])
        self.assertEqual(command[command.index("--limit") + 1], str(8000 - done))
        command[command.index("--rate") + 1] = "1000000"
        self.end(self.start(*command))
        self.assert_once(8000)

    def test_the_command_that_is_named_can_be_pasted_whatever_the_names(self):
        self.configure(schedule("-x", "*/10 * * * * *", queue="-q"), schedule("it's", "0 0 * * *"))
        process = self.start("backfill", "--from", "2026-01-01T00:00:00Z", "--to", "2026-01-02T00:00:00Z", "--force",
                             "--rate", "2000", "--queue=-low", "--", "-x", "it's")
        while process.poll() is None and self.redis("LLEN", "queue:-low") == 0:
            pass
        process.send_signal(signal.SIGINT)
        _, stderr = self.end(process, EX_TEMPORARY)
        line = stderr.split("to go on: ")[1].strip()
        self.assertTrue(line.endswith(" -- -x 'it'\\''s'"), line)
        self.paste(line.replace("--rate 2000", "--rate 1000000"))
        self.assert_once(8641, "-low")

    def test_counts_of_each_schedule_with_its_first_and_last_tick(self):
        self.configure(schedule("report", "0 */6 * * *"), schedule("mail", "30 3 * * *", queue="mails"))
        range_ = ("--from", "2026-01-01T00:00:00Z", "--to", "2026-01-03T00:00:00Z", "--force")
        self.backfill(*range_, "--limit", "3")
        stdout, _ = self.backfill(*range_, "--dry-run")
        self.assertIn("would enqueue report 6 ticks 2026-01-01T12:00:00Z to 2026-01-02T18:00:00Z, 2 already enqueued, "
                      "queue=default\n", stdout)
        self.assertIn("would enqueue mail 1 tick 2026-01-02T03:30:00Z, 1 already enqueued, queue=mails\n", stdout)
        self.assertIn("\nwould enqueue 7 ticks, 3 already enqueued\n", stdout)
        document = json.loads(self.backfill(*range_, "--format", "json")[0])
        self.assertEqual(document["schedules"][1], {
            "schedule": "mail", "queue": "mails", "enqueued": 1, "already_enqueued": 1,
            "first": "2026-01-01T03:30:00Z", "last": "2026-01-02T03:30:00Z"})

    def test_the_oldest_tick_over_all_schedules_comes_first(self):
        told = {"args": ["{tick.unix}"], "template": True}
        self.configure(schedule("a", "*/2 * * * *", **told), schedule("b", "1-59/2 * * * *", **told))
        self.backfill("--from", "2026-01-01", "--to", "2026-01-02", "--force")
        self.assertEqual([int(job["args"][0]) for job in self.jobs()], list(range(1767225600, 1767312000, 60)))

    def test_what_is_enqueued_is_told_also_when_wait_takes_long_for_the_deadline(self):
        self.configure(schedule("report", "0 * * * *"), redis="min_replicas = 1")
        stdout, stderr = self.backfill(*DAY, "--deadline", "2900ms")
        self.assertIn("enqueued 24 ticks", stdout)
        self.assertIn("0 of 1 replicas confirmed the last transaction", stderr)
        self.assert_once(24)

    def test_a_rate_is_kept(self):
        self.configure(schedule("report", "* * * * * *"))
        begin = time.monotonic()
        self.backfill("--from", "2026-01-01", "--to", "2026-01-02", "--force", "--rate", "500", "--limit", "600")
        self.assertGreater(time.monotonic() - begin, 1.0, "600 ticks at 500 a second")
        self.assert_once(600)

    @unittest.skipIf(harness.REPEAT_DIVISOR > 1, "a sanitizer holds on to what is freed")
    def test_memory_does_not_grow_with_the_range(self):
        self.configure(schedule("report", "* * * * * *"))
        peaks = []
        for ticks in (20_000, 1_000_000):
            end = harness.iso(harness.instant("2020-01-01T00:00:00Z") + ticks)
            process = self.start("backfill", "--from", "2020-01-01T00:00:00Z", "--to", end, "--dry-run", "--force")
            stdout = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = status
            self.assertIn(f"would enqueue {ticks} ticks", stdout)
            peaks.append(usage.ru_maxrss)
            process.stdout.close()
            process.stderr.close()
        self.assertLess(peaks[1] - peaks[0], 2048, f"KiB at most, for ranges of two sizes: {peaks}")

    def test_a_bar_on_a_terminal_which_goes_away(self):
        self.configure(schedule("report", "* * * * * *"))
        command = [harness.SIDETICK, "-c", str(self.config), "backfill", "--from", "2026-01-01", "--to", "2026-01-02",
                   "--force", "--rate", "1000", "--limit", "900"]
        status, text = run_on_terminal(command, columns=70, env=self.environment())
        self.assertEqual(status, EX_OK, text)
        bars = [bar for bar in text.split("\r") if "%" in bar]
        self.assertRegex(bars[0], r"\A +\d+% \[#* *\] \d+ of 900 ticks, \d+/s(, \d+ s left)?\x1b\[K\Z")
        self.assertLess(max(map(len, bars)), 70 + len("\x1b[K"))
        self.assertRegex(text, r"\r\x1b\[K[^\r%]*enqueued 900 ticks, 0 already enqueued, in \d+ (m?s)\n\Z")
        status, text = run_on_terminal([*command, "-q"], columns=70, env=self.environment())
        self.assertEqual((status, text), (EX_OK, ""))
