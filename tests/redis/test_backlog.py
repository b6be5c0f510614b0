"""max_backlog: ticks wait, within the window, while their queue holds that many jobs or more."""

import json
import threading

from harness import EX_DATA, EX_OK, EX_REFUSED, NOW, RedisTest, instant, iso, minutes, schedule


class Backlog(RedisTest):
    def enqueued(self, result, name="report"):
        return [entry["tick"] for entry in result["enqueued"] if entry["schedule"] == name]

    def length(self, queue="default"):
        return self.redis("LLEN", f"queue:{queue}")

    def work(self, count, queue="default"):
        """A worker takes jobs from the other end; their ticks."""
        taken = [json.loads(self.redis("RPOP", f"queue:{queue}")) for _ in range(count)]
        return [job["args"][0] for job in taken]

    def limited(self, name="report", cron="* * * * *", **fields):
        fields = {"max_backlog": 10, "args": ["{tick}"], "template": True, **fields}
        return schedule(name, cron, **fields)

    def fill(self, count, queue="default"):
        for number in range(count):
            self.redis("LPUSH", f"queue:{queue}", json.dumps({"args": [number]}))

    def dump(self):
        return {key: self.redis("DUMP", key) for key in self.redis("KEYS", "*")}

    def test_with_workers_down_for_four_hours_no_more_jobs_than_that_are_left(self):
        self.configure(self.limited(missed_jobs_window="30m"))
        ticks, dropped, worked = minutes("08:00", "12:00"), 0, []
        for tick in ticks:
            result = self.run_json(iso(tick + 2))
            dropped += sum(skip.get("count", 1) for skip in result["skipped"])
            self.assertLessEqual(self.length(), 10)
        self.assertEqual(self.length(), 10)
        self.assertEqual(self.enqueued(self.run_json(iso(ticks[-1] + 3))), [])
        # Of 241 ticks 10 are there, 30 are within the window, and each other one was told.
        self.assertEqual(dropped, len(ticks) - 10 - 30)
        now = ticks[-1] + 4
        while self.length() > 0:
            worked += self.work(min(3, self.length()))
            self.run_at(iso(now))
        self.assertEqual(worked, [iso(tick) for tick in ticks[:10] + ticks[-30:]], "in order, each once")

    def test_a_run_that_finds_waiting_ticks_alone_writes_nothing(self):
        self.configure(self.limited(max_backlog=1))
        self.run_at("2026-03-01T12:30:02Z")
        before = self.dump()
        for options in ((), ("--dry-run",)):
            results = []
            commands = self.commands_during(lambda: results.append(self.run_json("2026-03-01T12:34:30Z", *options)))
            result = results[0]
            self.assertEqual(result["enqueued"], [])
            self.assertEqual(result["waiting"], [
                {"schedule": "report", "from": "2026-03-01T12:31:00Z", "to": "2026-03-01T12:34:00Z", "count": 4,
                 "queue": "default", "queue_length": 1, "max_backlog": 1}])
            self.assertFalse({"multi", "exec", "discard", "hset", "lpush"} & commands.keys(), commands)
            self.assertEqual(result["round_trips"], 2)
            self.assertEqual(self.dump(), before)
        result = self.run_at("2026-03-01T12:34:30Z")
        self.assertEqual((result.stdout, result.stderr), ("", ""), "cron mails nothing")

    def test_who_has_no_limit_is_not_asked_how_long_its_queue_is(self):
        self.configure(schedule("report"))
        self.fill(20)
        self.assertNotIn("llen", self.commands_during(lambda: self.run_at(NOW)))
        self.assertEqual(self.length(), 21)
        self.configure(self.limited("later", "0 0 1 1 *"), schedule("report"))
        commands = self.commands_during(lambda: self.run_at("2026-03-01T12:35:30Z"))
        self.assertNotIn("llen", commands, "nor one that has no tick due")

    def test_one_transaction_enqueues_no_more_than_there_is_room_for(self):
        self.configure(self.limited(first_run="window"))
        self.fill(4)
        result = self.run_json(NOW)
        self.assertEqual(self.enqueued(result), [iso(tick) for tick in minutes("11:35", "11:40")])
        self.assertEqual(self.cursor("report"), instant("2026-03-01T11:40:59Z"))
        self.assertEqual(self.length(), 10)

    def test_what_the_ledger_has_takes_no_room(self):
        self.configure(self.limited(max_backlog=2, first_run="window"))
        for tick in minutes("11:35", "12:32"):
            self.redis("ZADD", "sidekiq-scheduler:pushed:report", tick, tick)
        result = self.run_json(NOW)
        self.assertEqual(self.enqueued(result), [iso(tick) for tick in minutes("12:33", "12:34")])
        self.assertEqual(result["waiting"], [])

    def test_schedules_that_share_a_queue_take_turns_by_time_and_one_that_waits_holds_no_other(self):
        self.configure(self.limited("few", max_backlog=3), self.limited("many", max_backlog=6),
                       schedule("free"), self.limited("elsewhere", queue="other", max_backlog=1))
        self.run_at("2026-03-01T12:30:30Z")
        self.redis("DEL", "queue:default", "queue:other")
        result = self.run_json("2026-03-01T12:33:30Z")
        self.assertEqual([(entry["schedule"], entry["tick"][14:16]) for entry in result["enqueued"]],
                         [("few", "31"), ("many", "31"), ("free", "31"), ("elsewhere", "31"),
                          ("many", "32"), ("free", "32"), ("many", "33"), ("free", "33")])
        self.assertEqual([(entry["schedule"], entry.get("count", 1), entry["queue_length"]) for entry in result["waiting"]],
                         [("few", 2, 3), ("elsewhere", 2, 1)])

    def test_an_application_that_pushes_to_the_queue_counts(self):
        self.configure(self.limited(max_backlog=5))
        self.fill(5)
        self.assertEqual(self.enqueued(self.run_json(NOW)), [])
        self.work(1)
        self.assertEqual(self.enqueued(self.run_json("2026-03-01T12:34:40Z")), ["2026-03-01T12:34:00Z"])

    def test_more_than_one_transaction_counts_what_the_first_has_pushed(self):
        self.configure(self.limited("report", "* * * * * *", max_backlog=1500, first_run="window"),
                       schedule("free", "* * * * * *", first_run="window", queue="other"))
        result = self.run_json(NOW)
        self.assertEqual(len(self.enqueued(result)), 1500)
        self.assertEqual(self.length(), 1500)
        self.assertEqual(self.length("other"), 3601)
        self.assertEqual(sum(entry["count"] for entry in result["waiting"]), 2101)

    def test_more_waiting_ticks_than_go_into_a_transaction_hold_no_other_schedule(self):
        self.configure(self.limited("report", "* * * * * *", max_backlog=3), schedule("late", "34 12 * * *", queue="other"))
        self.run_at("2026-03-01T11:50:00Z")
        self.fill(3)
        for options in (("--dry-run",), ()):
            result = self.run_json(NOW, *options)
            self.assertEqual([entry["schedule"] for entry in result["enqueued"]], ["late"])
            self.assertEqual(result["waiting"][0]["count"], 44 * 60 + 30)
        self.assertEqual((self.length(), self.length("other")), (4, 1))

    def test_a_rehearsal_says_what_the_run_does(self):
        self.configure(self.limited("report", "* * * * * *", max_backlog=1500, first_run="window"),
                       schedule("free", "* * * * * *", first_run="window"))
        rehearsed = self.run_json(NOW, "--dry-run")
        done = self.run_json(NOW)
        for key in ("enqueued", "skipped", "waiting"):
            self.assertEqual(rehearsed[key], done[key], key)
        self.assertEqual(len(done["waiting"]), 1)

    def test_of_missed_latest_the_latest_waits(self):
        self.configure(self.limited(max_backlog=1, missed="latest"))
        self.run_at("2026-03-01T12:30:02Z")
        for tick in minutes("12:31", "12:40"):
            self.run_at(iso(tick + 2))
        result = self.run_json("2026-03-01T12:40:10Z")
        self.assertEqual([entry["to"] for entry in result["waiting"]], ["2026-03-01T12:40:00Z"])
        self.work(1)
        result = self.run_json("2026-03-01T12:45:10Z")
        self.assertEqual(self.enqueued(result), ["2026-03-01T12:44:00Z"])
        self.assertEqual({skip["reason"] for skip in result["skipped"]}, {'missed = "latest"'})

    def test_of_missed_none_what_waits_longer_than_a_minute_is_dropped_and_told(self):
        """Runs that find waiting ticks alone write nothing: a later one cannot know that they came in time."""
        self.configure(self.limited(max_backlog=1, missed="none", missed_jobs_window="5m"))
        self.run_at("2026-03-01T12:30:02Z")
        self.assertEqual(self.run_at("2026-03-01T12:31:30Z").stderr, "")
        self.assertEqual(self.run_at("2026-03-01T12:32:30Z").stderr, "")
        said = self.run_at("2026-03-01T12:33:30Z").stderr
        self.assertIn('"report": 2026-03-01T12:31:00Z not enqueued: missed = "none", or no room in time; to enqueue', said)
        self.assertIn("backfill report --from 2026-03-01T12:31:00Z", said)
        self.assertEqual(self.run_at("2026-03-01T12:33:40Z").stderr, "", "told once")
        status = self.sidetick("status", "--now", "2026-03-01T12:33:40Z").stdout
        self.assertRegex(status, 'dropped report 2026-03-01T12:31:00Z by .*: missed = "none", or no room in time; to')
        answer = self.sidetick("why", "report", "2026-03-01T12:31:00Z", "--now", "2026-03-01T12:33:40Z").stdout
        self.assertIn('missed = "none", or no room in time', answer)
        self.work(1)
        self.assertEqual(self.enqueued(self.run_json("2026-03-01T12:33:50Z")), ["2026-03-01T12:32:00Z"])

    def test_what_leaves_the_window_is_dropped_and_told_with_the_command(self):
        self.configure(self.limited(max_backlog=1, missed_jobs_window="5m"))
        self.run_at("2026-03-01T12:30:02Z")
        self.assertEqual(self.run_at("2026-03-01T12:36:00Z").stderr, "")
        said = self.run_at("2026-03-01T12:38:02Z").stderr
        self.assertIn("3 ticks 2026-03-01T12:31:00Z to 2026-03-01T12:33:00Z not enqueued: older than the window", said)
        self.assertIn("backfill report --from 2026-03-01T12:31:00Z", said)
        self.assertEqual(self.run_at("2026-03-01T12:38:04Z").stderr, "", "told once")
        self.assertEqual(self.cursor("report"), instant("2026-03-01T12:33:59Z"))

    def test_an_edit_and_a_page_are_not_held_back(self):
        self.configure(self.limited(max_backlog=1))
        self.run_at("2026-03-01T12:30:02Z")
        self.run_at("2026-03-01T12:32:02Z")
        self.configure(self.limited(max_backlog=1, description="new text"))
        result = self.run_json("2026-03-01T12:32:10Z")
        self.assertEqual(self.enqueued(result), [])
        self.assertIn("new text", self.redis("HGET", "schedules", "report"))
        self.assertEqual(self.cursor("report"), instant("2026-03-01T12:30:59Z"))
        before = self.dump()
        self.run_at("2026-03-01T12:32:20Z")
        self.assertEqual(self.dump(), before)
        self.redis("DEL", "queue:default")
        self.configure(self.limited(cron="*/2 * * * *", max_backlog=5))
        self.assertEqual(self.enqueued(self.run_json("2026-03-01T12:34:30Z")),
                         ["2026-03-01T12:32:00Z", "2026-03-01T12:34:00Z"])

    def test_a_new_schedule_that_waits_has_its_cursor_and_its_page(self):
        self.configure(self.limited(max_backlog=1))
        self.fill(1)
        self.assertEqual(self.enqueued(self.run_json(NOW)), [])
        self.assertEqual(self.cursor("report"), instant("2026-03-01T12:33:59Z"))
        self.assertIsNotNone(self.redis("HGET", "schedules", "report"))
        self.work(1)
        self.assertEqual(self.enqueued(self.run_json("2026-03-01T12:36:30Z")), ["2026-03-01T12:34:00Z"])

    def test_hosts_at_once_enqueue_no_more_than_there_is_room_for(self):
        self.configure(*(self.limited(f"s{i}", "*/5 * * * * *", max_backlog=40) for i in range(4)))
        self.run_at("2026-03-01T12:30:00Z")
        results = []

        def host():
            results.append(self.run_json(NOW))

        hosts = [threading.Thread(target=host) for _ in range(6)]
        for thread in hosts:
            thread.start()
        for thread in hosts:
            thread.join()
        self.assertEqual(self.length(), 40)
        ticks = [(entry["schedule"], entry["tick"]) for result in results for entry in result["enqueued"]]
        self.assertEqual(len(ticks), len(set(ticks)))

    def test_backfill_and_trigger_do_not_look_at_it(self):
        self.configure(self.limited(max_backlog=1))
        self.run_at(NOW)
        self.sidetick("trigger", "report")
        self.sidetick("backfill", "report", "--from", "2026-03-01T12:00:00Z", "--to", "2026-03-01T12:10:00Z", "--force",
                      "--yes")
        self.assertEqual(self.length(), 12)

    def test_it_is_told_to_who_asks(self):
        self.configure(self.limited(max_backlog=1))
        self.run_at("2026-03-01T12:30:02Z")
        told = self.run_at(NOW, "-v").stdout
        line = 'report 4 ticks 2026-03-01T12:31:00Z to 2026-03-01T12:34:00Z: queue "default" holds 1 job, and max_backlog is 1'
        self.assertIn(f"waiting {line}\n", told)
        self.assertIn("enqueued 0 ticks, waiting 4, ", told)
        self.assertIn(f"would wait {line}\n", self.run_at(NOW, "--dry-run").stdout)
        event = json.loads(self.run_at(NOW, "-v", "--log", "json").stderr.splitlines()[0])
        self.assertEqual((event["event"], event["level"], event["schedule"], event["queue"], event["reason"]),
                         ("waiting", "info", "report", "default", 'queue "default" holds 1 job, and max_backlog is 1'))

    def test_status_and_its_metric_tell_of_it_and_it_counts_as_lag(self):
        self.configure(self.limited(max_backlog=1), schedule("free", queue="other"))
        self.run_at("2026-03-01T12:30:02Z")
        status = self.sidetick("status", "--now", NOW, "--format", "json").json
        told = {entry["schedule"]: entry for entry in status["schedules"]}
        self.assertEqual((told["report"]["due"], told["report"]["waiting"], told["free"]["waiting"]), (4, 4, 0))
        self.assertEqual(told["report"]["lag_seconds"], 210)
        self.assertIn("4 due, 4 waiting", self.sidetick("status", "--now", NOW).stdout)
        metrics = self.sidetick("status", "--now", NOW, "--format", "openmetrics").stdout
        self.assertIn('\nsidetick_waiting_ticks{schedule="report"} 4\n', metrics)
        self.assertNotIn('sidetick_waiting_ticks{schedule="free"}', metrics)
        late = self.sidetick("status", "report", "--now", NOW, "--max-lag", "2m", status=2).stdout
        self.assertIn('"report" by 3 min 30 s (waits for room in its queue)', late)

    def test_why_says_that_a_tick_waits_for_room(self):
        self.configure(self.limited(max_backlog=3))
        self.run_at("2026-03-01T12:30:02Z")
        verdicts = [self.sidetick("why", "report", f"2026-03-01T12:{minute}:00Z", "--now", NOW, "--format", "json")
                    .json["answers"][0]["verdict"] for minute in ("30", "31", "32", "33", "34")]
        self.assertEqual(verdicts, ["enqueued", "due", "due", "waiting", "waiting"])
        text = self.sidetick("why", "report", "2026-03-01T12:34:00Z", "--now", NOW).stdout
        self.assertIn("due, and waits for room in its queue", text)
        self.assertIn('queue "default" holds 1 job, and max_backlog is 3', text)

    def test_a_user_who_may_not_ask_how_long_a_queue_is_is_told_so(self):
        self.redis("ACL", "SETUSER", "narrow", "on", ">p", "~*", "+@all", "-llen")
        self.addCleanup(self.redis, "ACL", "DELUSER", "narrow")
        login = 'username = "narrow"\npassword = "p"'
        self.configure(self.limited(), redis=login)
        self.assertIn("LLEN", self.run_at(NOW, status=EX_REFUSED).stderr)
        self.assertIn("+llen", self.sidetick("doctor", status=EX_REFUSED).stdout)
        self.configure(schedule("report"), redis=login)
        self.run_at(NOW, status=EX_OK)

    def test_a_queue_of_the_wrong_type_is_told_as_before(self):
        self.configure(self.limited())
        self.redis("SET", "queue:default", "x")
        result = self.run_at(NOW, status=EX_DATA)
        self.assertIn("is a string, not a list", result.stderr)
        self.assertNotIn("LLEN", result.stderr)
