"""What is enqueued, skipped and said, for every state in which a run can find a schedule."""

import json
import os
import re
import subprocess
import unittest

from harness import (EX_OK, EX_REFUSED, EX_TEMPORARY, NOW, REPEAT_DIVISOR, RedisTest, instant, is_sanitized, iso, minutes,
                     schedule)

EVERY_5 = "*/5 * * * *"


class Window(RedisTest):
    def enqueued(self, result, name="report"):
        return [entry["tick"] for entry in result["enqueued"] if entry["schedule"] == name]

    def skipped(self, result, name="report"):
        """Each skip as (reason, count)."""
        return [(skip["reason"], skip.get("count", 1)) for skip in result["skipped"]
                if skip["schedule"] == name]

    def assert_run(self, result, enqueued, skipped=()):
        self.assertEqual(self.enqueued(result), [iso(tick) for tick in enqueued])
        self.assertEqual(self.skipped(result), list(skipped))

    def first_run(self, at, *parts, **tops):
        self.configure(*parts, **tops)
        self.run_at(at)
        self.redis("DEL", "queue:default")

    def test_a_new_schedule_has_no_backlog_but_the_present_minute(self):
        self.configure(schedule("report"), schedule("later", "35 * * * *"))
        self.assert_run(self.run_json(NOW), minutes("12:34", "12:34"))
        self.assertEqual(self.cursor("report"), instant(NOW))
        self.assertEqual(self.cursor("later"), instant(NOW), "a cursor at first sight, nothing due")
        self.assert_ticks("report", minutes("12:34", "12:34"))
        self.assert_ticks("later", [])

    def test_a_new_schedule_may_ask_for_its_window(self):
        self.configure(schedule("report", EVERY_5, first_run="window"))
        self.assert_run(self.run_json(NOW), minutes("11:35", "12:30", 5))

    def test_last_run_20_minutes_ago(self):
        self.first_run("2026-03-01T12:14:30Z", schedule("report", EVERY_5))
        self.assert_run(self.run_json(NOW), minutes("12:15", "12:30", 5))
        self.assert_run(self.run_json(NOW), [])
        self.assertEqual(len(self.jobs()), 4)

    def test_last_run_5_hours_ago_names_what_is_lost_and_how_to_get_it_back(self):
        self.first_run("2026-03-01T07:34:30Z", schedule("report", EVERY_5))
        result = self.run_at(NOW)
        self.assert_ticks("report", minutes("11:35", "12:30", 5))
        for part in ('sidetick: warning: schedule "report": ', "48 ticks", "2026-03-01T07:35:00Z",
                     "2026-03-01T11:30:00Z", "older than the window", f"sidetick -c {self.config} backfill report --from "):
            self.assertIn(part, result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, "one line")
        self.assertEqual(result.stdout, "")
        self.assertEqual(self.run_at("2026-03-01T12:34:40Z").stderr, "", "said once")

    def test_what_is_enqueued_and_lost_is_told_also_when_wait_is_refused(self):
        self.first_run("2026-03-01T07:34:30Z", schedule("report", EVERY_5))
        self.redis("ACL", "SETUSER", "nowait", "on", ">p", "~*", "+@all", "-wait")
        self.addCleanup(self.redis, "ACL", "DELUSER", "nowait")
        self.configure(schedule("report", EVERY_5, missed_jobs_window="60m"),
                       redis='min_replicas = 1\nusername = "nowait"\npassword = "p"')
        result = self.run_at(NOW, "-v", status=EX_REFUSED)
        self.assert_ticks("report", minutes("11:35", "12:30", 5))
        self.assertEqual(result.stdout.count("enqueued report "), 12, result)
        self.assertIn("48 ticks 2026-03-01T07:35:00Z to 2026-03-01T11:30:00Z not enqueued: older than the window of 60m",
                      result.stderr)
        self.assertRegex(result.stderr, r"error: WAIT: [^\n]*\(NOPERM [^\n]*not known")

    def test_what_is_enqueued_is_told_also_when_wait_takes_long_for_the_deadline(self):
        self.configure(schedule("report"), redis="min_replicas = 1")
        result = self.run_at(NOW, "-v", "--deadline", "2900ms")
        self.assert_ticks("report", minutes("12:34", "12:34"))
        self.assertEqual(result.stdout.count("enqueued report "), 1, result)
        self.assertIn("0 of 1 replicas confirmed the last transaction", result.stderr)

    def test_last_run_5_hours_ago_as_json(self):
        self.first_run("2026-03-01T07:34:30Z", schedule("report", EVERY_5))
        self.assert_run(self.run_json(NOW), minutes("11:35", "12:30", 5), [("older than the window", 48)])

    def test_the_backfill_command_covers_exactly_what_was_skipped(self):
        self.first_run("2026-03-01T07:34:30Z", schedule("report", EVERY_5))
        words = self.run_at(NOW).stderr.replace("`", " ").replace("'", " ").split()
        begin, end = (words[words.index(option) + 1] for option in ("--from", "--to"))
        skipped = minutes("07:35", "11:30", 5)
        enqueued = minutes("11:35", "12:30", 5)
        inside = [tick for tick in skipped + enqueued if instant(begin) <= tick < instant(end)]
        self.assertEqual(inside, skipped)

    def test_the_backfill_command_can_be_pasted_whatever_the_name(self):
        for name in ("report", "-x", "--from", "-1", "it's $HOME; a \"b\""):
            with self.subTest(name):
                self.redis("FLUSHALL")
                # A backfill knows no --now: the run before was five hours ago.
                self.first_run(iso(self.time() - 5 * 3600), schedule(name, EVERY_5))
                said = self.run_at(None).stderr
                count, line = re.search(r"(\d+) ticks .*; to enqueue: (.*)", said).groups()
                self.assertIn("; to enqueue:\n  " + line + "\n", self.sidetick("status").stdout)
                before = len(self.jobs())
                self.paste(line)
                self.assertEqual(len(self.jobs()) - before, int(count))

    def test_a_schedule_with_a_longer_window(self):
        self.first_run("2026-03-01T07:34:30Z", schedule("report", EVERY_5, missed_jobs_window="3h"))
        self.assert_run(self.run_json(NOW), minutes("09:35", "12:30", 5), [("older than the window", 24)])

    def test_a_window_for_the_whole_file(self):
        self.first_run("2026-03-01T12:14:30Z", schedule("report", EVERY_5), top='missed_jobs_window = "10m"')
        self.assert_run(self.run_json(NOW), minutes("12:25", "12:30", 5), [("older than the window", 2)])

    def once(self, at="2026-02-01T12:00:00Z", **fields):
        """An `at` without a window."""
        return f'[schedules.once]\nat = {at}\nclass = "Worker"\n' + "".join(
            f"{key} = {json.dumps(value)}\n" for key, value in {"missed_jobs_window": "unlimited", **fields}.items())

    def test_an_at_without_a_window_fires_whenever_a_run_comes_next(self):
        self.configure(self.once(), schedule("other", "0 0 1 1 *"), top='history = "1d"\nmissed_jobs_window = "1h"')
        self.run_at("2026-01-01T08:00:00Z")
        for now in ("2026-01-15T12:00:00Z", "2026-02-01T11:59:59Z"):
            self.assert_run(self.run_json(now), [])
        told = self.sidetick("status", "once", "--now", "2026-03-01T12:00:00Z").stdout
        self.assertNotIn("passed before", told)
        self.assertIn("1 due", told)
        verdict = self.sidetick("why", "once", "2026-02-01T12:00:00Z", "--now", "2026-03-01T12:00:00Z").stdout
        self.assertIn("due, and not enqueued yet", verdict)
        result = self.run_json("2026-03-01T12:00:00Z")
        self.assertEqual(self.enqueued(result, "once"), ["2026-02-01T12:00:00Z"])
        for now in ("2026-03-01T12:00:10Z", "2026-04-01T12:00:00Z", "2026-11-01T12:00:00Z"):
            self.assert_run(self.run_json(now), [])
        self.assertEqual(len(self.jobs()), 1)

    def test_an_at_without_a_window_that_a_backfill_has_enqueued_does_not_come_again(self):
        self.configure(self.once(), top='history = "1d"\nmissed_jobs_window = "1h"')
        self.run_at("2026-01-01T08:00:00Z")
        self.sidetick("backfill", "once", "--from", "2026-02-01", "--to", "2026-02-02")
        self.assertEqual(len(self.jobs()), 1)
        result = self.run_json("2026-10-01T12:00:00Z")
        self.assertEqual((self.enqueued(result, "once"), self.skipped(result, "once")), ([], [("already enqueued", 1)]))

    def test_an_at_without_a_window_that_was_not_seen_before_it_was_due_does_not_fire(self):
        for first_run in ("now", "window"):
            self.redis("FLUSHALL")
            self.configure(self.once(first_run=first_run))
            self.assert_run(self.run_json(NOW), [])
            self.assertEqual(self.jobs(), [])

    def test_an_at_without_a_window_that_was_gone_is_told_and_not_enqueued(self):
        self.configure(self.once(), schedule("other", "0 0 1 1 *"))
        self.run_at("2026-01-01T08:00:00Z")
        self.configure(schedule("other", "0 0 1 1 *"))
        self.run_at("2026-01-31T08:00:00Z")
        self.configure(self.once(), schedule("other", "0 0 1 1 *"))
        said = self.run_at("2026-02-03T08:00:00Z").stderr
        self.assertIn("2026-02-01T12:00:00Z", said)
        self.assertIn("backfill once --from 2026-02-01T12:00:00Z", said)
        self.assertEqual(self.jobs(), [])

    def test_missed_latest_enqueues_one(self):
        self.first_run("2026-03-01T12:14:30Z", schedule("report", EVERY_5, missed="latest"))
        self.assert_run(self.run_json(NOW), minutes("12:30", "12:30"), [('missed = "latest"', 3)])

    def test_missed_none_enqueues_the_present_tick_alone(self):
        self.first_run("2026-03-01T12:14:30Z", schedule("report", EVERY_5, missed="none"))
        self.assert_run(self.run_json("2026-03-01T12:31:02Z"), minutes("12:30", "12:30"),
                        [('missed = "none"', 3)])
        self.assert_run(self.run_json("2026-03-01T12:41:02Z"), minutes("12:40", "12:40"),
                        [('missed = "none"', 1)])

    def test_edited_the_new_form_has_no_backlog(self):
        self.first_run("2026-03-01T12:14:30Z", schedule("report", "0 3 * * *"))
        self.configure(schedule("report", EVERY_5))
        result = self.run_json("2026-03-01T12:35:02Z")
        self.assertEqual(self.enqueued(result), ["2026-03-01T12:35:00Z"])
        self.assertEqual(self.cursor("report"), instant("2026-03-01T12:35:02Z"))

    def test_an_edit_that_leaves_the_ticks_alone_keeps_the_backlog(self):
        self.first_run("2026-03-01T12:14:30Z", schedule("report", EVERY_5))
        self.configure(schedule("report", "0,5,10-59/5 * * * *", class_name="Other", args=[1]))
        self.assert_run(self.run_json(NOW), minutes("12:15", "12:30", 5))
        self.assertEqual({job["class"] for job in self.jobs()}, {"Other"})

    def test_disabled_in_the_file_for_as_long_as_a_deploy_takes_it_goes_on_from_its_cursor(self):
        self.first_run("2026-03-01T12:14:30Z", schedule("report", EVERY_5))
        self.configure(schedule("report", EVERY_5, enabled=False))
        for now in ("2026-03-01T12:24:30Z", "2026-03-01T12:28:30Z"):
            self.assert_run(self.run_json(now), [])
            self.assertEqual(self.cursor("report"), instant("2026-03-01T12:14:30Z"), "it stays where it is")
        self.configure(schedule("report", EVERY_5))
        self.assert_run(self.run_json("2026-03-01T12:29:30Z"), minutes("12:15", "12:25", 5))
        self.assertEqual(self.run_at("2026-03-01T12:29:40Z", "-v").stderr, "")

    def test_disabled_in_the_file_for_longer_it_is_new_and_says_what_that_left_out(self):
        off, on = schedule("report", EVERY_5, enabled=False), schedule("report", EVERY_5, first_run="window")
        self.first_run("2026-03-01T12:14:30Z", on)
        self.configure(off)
        self.assert_run(self.run_json("2026-03-01T12:24:30Z"), [])
        self.configure(on)
        self.assert_run(self.run_json("2026-03-01T12:35:30Z"), minutes("12:35", "12:35"), [("while it was gone from the file", 4)])
        self.configure(off)
        self.run_at("2026-03-01T12:36:30Z")
        self.configure(on)
        said = self.run_at("2026-03-01T12:51:30Z").stderr
        self.assertRegex(said, r'\Asidetick: warning: schedule "report": it was gone since 2026-03-01T12:36:30Z and begins anew: 3 ticks '
                               r"2026-03-01T12:40:00Z to 2026-03-01T12:50:00Z of the window left out; to enqueue: sidetick -c "
                               r"\S+ backfill report --from 2026-03-01T12:40:00Z --to 2026-03-01T12:50:01Z( --force)?\n\Z")
        self.assertEqual(self.run_at("2026-03-01T12:51:40Z").stderr, "", "said once")

    def test_a_tick_that_passes_while_switched_off_is_skipped_for_good(self):
        self.first_run("2026-03-01T12:14:30Z", schedule("report", EVERY_5))
        self.redis("HSET", "sidekiq-scheduler:states", "report", '{"enabled":false}')
        self.assert_run(self.run_json("2026-03-01T12:24:30Z"), [], [("disabled", 2)])
        self.redis("HSET", "sidekiq-scheduler:states", "report", '{"enabled":true}')
        self.assert_run(self.run_json(NOW), minutes("12:25", "12:30", 5))

    def test_renamed_is_a_new_schedule_and_the_old_leaves_the_page(self):
        self.first_run("2026-03-01T12:14:30Z", schedule("report", EVERY_5), schedule("a", "0 3 * * *"))
        self.configure(schedule("renamed", EVERY_5), schedule("a", "0 3 * * *"))
        result = self.run_json("2026-03-01T12:35:02Z")
        self.assertEqual(self.enqueued(result, "renamed"), ["2026-03-01T12:35:00Z"])
        self.assertEqual(self.enqueued(result), [])
        self.assertEqual(sorted(self.hash("schedules")), ["a", "renamed"])
        self.assertEqual(sorted(self.hash("sidekiq-scheduler:next_times")), ["a", "renamed"])
        self.assertEqual(self.cursor("report"), instant("2026-03-01T12:14:30Z"), "it stays, marked as gone")

    def test_the_only_schedule_of_a_file_is_not_taken_for_gone_by_a_file_without_it(self):
        self.first_run("2026-03-01T12:14:30Z", schedule("report", EVERY_5))
        before = self.redis("HGET", "sidetick:cursors", "report")
        self.configure(schedule("renamed", EVERY_5))
        self.run_at("2026-03-01T12:35:02Z")
        self.assertEqual(sorted(self.hash("schedules")), ["renamed", "report"])
        self.assertEqual(self.redis("HGET", "sidetick:cursors", "report"), before)

    def test_redis_emptied_makes_every_schedule_new_and_says_so(self):
        self.first_run("2026-03-01T12:14:30Z", schedule("report", EVERY_5), schedule("other", EVERY_5))
        self.redis("FLUSHALL")
        result = self.run_at("2026-03-01T12:35:02Z", "-v")
        self.assert_ticks("report", minutes("12:35", "12:35"))
        self.assert_ticks("other", minutes("12:35", "12:35"))
        for name in ("report", "other"):
            self.assertRegex(result.stdout + result.stderr, f'schedule "{name}": .*new')

    def test_exq_schedulers_last_run_is_taken_over(self):
        # activesphere/exq-scheduler: storage.ex, persist_schedule_times: Poison's of a NaiveDateTime.
        self.redis("HSET", "exq:sidekiq-scheduler:last_runs", "report", '"2026-03-01T12:20:00.010217"')
        self.configure(schedule("report", EVERY_5), redis='namespace = "exq"')
        self.assert_run(self.run_json(NOW), minutes("12:25", "12:30", 5))

    # sidekiq-scheduler/sidekiq-scheduler: set_job_last_time of lib/sidekiq-scheduler/redis_manager.rb, of a time of
    # rufus-scheduler; floraison/et-orbi: to_s and strfz of lib/et-orbi/time.rb.
    def test_sidekiq_schedulers_last_time_is_taken_over(self):
        for text in ("2026-03-01 12:20:00 Z", "2026-03-01 13:20:00 +0100"):
            with self.subTest(text):
                self.redis("FLUSHALL")
                self.redis("HSET", "sidekiq-scheduler:last_times", "report", text)
                self.configure(schedule("report", EVERY_5))
                self.assert_run(self.run_json(NOW), minutes("12:25", "12:30", 5))

    def test_a_tick_that_sidekiq_scheduler_pushed_is_not_pushed_again(self):
        tick = instant("2026-03-01T12:25:00Z")
        self.redis("HSET", "sidekiq-scheduler:last_times", "report", "2026-03-01 12:20:00 Z")
        self.redis("ZADD", "sidekiq-scheduler:pushed:report", tick, tick)
        self.configure(schedule("report", EVERY_5))
        self.assert_run(self.run_json(NOW), minutes("12:30", "12:30"), [("already enqueued", 1)])
        self.assertEqual(len(self.jobs()), 1)

    def test_a_cursor_a_little_ahead_is_a_neighbours(self):
        self.first_run("2026-03-01T12:40:00Z", schedule("report", EVERY_5))
        result = self.run_at(NOW)
        self.assertEqual((self.jobs(), result.stderr), ([], ""))
        self.assertEqual(self.cursor("report"), instant("2026-03-01T12:40:00Z"), "never back")

    def test_a_cursor_far_ahead_of_both_clocks_stops_its_schedule_alone_and_says_the_way_out(self):
        self.first_run("2026-03-01T12:14:30Z", schedule("report"), schedule("mail", EVERY_5))
        text = self.redis("HGET", "sidetick:cursors", "report").split(" ", 1)[1]
        ahead = f"{instant('2226-03-01T12:34:30Z')} {text}"
        self.redis("HSET", "sidetick:cursors", "report", ahead)
        for now, args in ((NOW, ("--dry-run",)), (NOW, ()), ("2026-03-01T12:35:30Z", ())):
            result = self.run_at(now, *args, status=EX_TEMPORARY)
            self.assertRegex(result.stderr, r'\Asidetick: error: schedule "report": its cursor is 200 y 4\d d ahead, at '
                                            r"2226-03-01T12:34:30Z: the clock of this host is wrong, or that of the host which "
                                            r"wrote it was: [^\n]*begin anew and backfill the time between: sidetick -c "
                                            r"\S+ forget report\n\Z")
            self.assert_ticks("report", minutes("12:14", "12:14"))
            self.assertEqual(self.redis("HGET", "sidetick:cursors", "report"), ahead)
        self.assert_ticks("mail", minutes("12:15", "12:35", 5))
        self.sidetick("forget", "report", "--yes")
        before = int(self.redis("TIME")[0]) // 60 * 60
        self.assertEqual(self.run_at(None, "--only", "report").stderr, "")
        self.assertEqual(len(self.jobs()), 1 + 5, "with those of mail")
        self.assertIn(self.ledger("report")[-1], range(before, int(self.redis("TIME")[0]) + 1), "it begins with the present minute")

    def test_a_now_of_long_ago_enqueues_nothing_again(self):
        self.configure(schedule("report", first_run="window"), top='history = "1h"\nmissed_jobs_window = "1h"')
        self.run_at("-3h")
        self.run_at("-2h")
        self.run_at(None)  # the ledger has forgotten what the first of them enqueued
        before, cursor = len(self.jobs()), self.cursor("report")
        for args in ((), ("--dry-run",), ("-v",)):
            result = self.run_at("-3h", *args)
            self.assertEqual((len(self.jobs()), self.cursor("report")), (before, cursor), "once, and never back")
            self.assertNotIn("clock", result.stderr)
        self.assertRegex(result.stderr, r'schedule "report": its cursor is \d+ h( \d+ min)? ahead of this now, at \S+Z: '
                                        r"what is due up to there has been dealt with")

    def test_a_run_for_one_schedule_leaves_the_others_alone(self):
        self.configure(schedule("report"), schedule("other"))
        self.run_at(NOW, "--only", "report")
        self.assert_ticks("report", minutes("12:34", "12:34"))
        self.assert_ticks("other", [])
        self.assertIsNone(self.cursor("other"))
        self.run_at(NOW, "--only", "nobody", status=64)

    @unittest.skipIf(REPEAT_DIVISOR > 1, "a sanitizer holds on to what is freed")
    def test_a_long_catch_up_of_many_schedules_takes_its_ticks_a_part_at_a_time(self):
        self.first_run("2026-02-20T12:34:30Z", *(schedule(f"report{n}") for n in range(300)),
                       top='missed_jobs_window = "7d"')
        process = subprocess.Popen(self.command("--deadline", "2s"), stdin=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, env=self.measured_environment())
        _, process.returncode, usage = os.wait4(process.pid, 0)
        most = 250 if is_sanitized() else 100
        self.assertLess(usage.ru_maxrss, most * 1024, "KiB; 3 million ticks are due")

    def test_ticks_of_all_schedules_are_enqueued_in_order_of_time(self):
        self.configure(*(schedule(name, cron, first_run="window", include_metadata=True)
                         for name, cron in (("a", "*/7 * * * *"), ("b", "*/5 * * * *"), ("c", "*/3 * * * *"))))
        self.run_at(NOW)
        times = [job["args"][-1]["scheduled_at"] for job in self.jobs()]
        self.assertEqual(times, sorted(times))
        self.assertEqual(len(times), 9 + 12 + 20)

    def test_the_ledger_is_trimmed_to_its_history(self):
        self.first_run("2026-03-01T10:00:30Z", schedule("report", EVERY_5), top='history = "2h"')
        self.assert_ticks("report", minutes("10:00", "10:00"))
        for now in ("2026-03-01T11:00:30Z", "2026-03-01T11:30:30Z", "2026-03-01T12:04:30Z"):
            self.run_at(now)
        self.assert_ticks("report", minutes("10:00", "12:00", 5), "five minutes are added, for clocks differ")
        self.run_at("2026-03-01T12:05:30Z")
        self.assert_ticks("report", minutes("10:00", "12:05", 5), "not too old by a hundredth of the history")
        self.run_at("2026-03-01T12:10:30Z")
        self.assert_ticks("report", minutes("10:10", "12:10", 5))

    def test_at_fires_once(self):
        self.first_run("2026-03-01T12:00:00Z", "[schedules.report]\nat = 2026-03-01T12:30:00Z\nclass = \"Worker\"\n")
        self.assert_run(self.run_json(NOW), minutes("12:30", "12:30"))
        self.assert_run(self.run_json("2026-03-01T12:36:00Z"), [])
