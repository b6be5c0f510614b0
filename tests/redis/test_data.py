"""Redis holds something else than it should: what is refused, what is repaired, and what goes on."""

from harness import EX_CONFIG, EX_DATA, EX_OK, NOW, RedisTest, instant, minutes, schedule

EVERY_5 = "*/5 * * * *"
TICK = minutes("12:34", "12:34")


class WrongTypes(RedisTest):
    def setUp(self):
        super().setUp()
        self.configure(schedule("report", queue="reports"), schedule("twin", queue="reports"),
                       schedule("mail", queue="mails"))

    def everything(self):
        """All of Redis, to be compared."""
        read = {"string": lambda k: self.redis("GET", k), "hash": self.hash,
                "list": lambda k: self.redis("LRANGE", k, 0, -1), "set": lambda k: sorted(self.redis("SMEMBERS", k)),
                "zset": lambda k: self.redis("ZRANGE", k, 0, -1, "WITHSCORES")}
        return {key: read[self.redis("TYPE", key)](key) for key in sorted(self.redis("KEYS", "*"))}

    def assert_refused(self, key, what):
        """The run exits 65 and says in one line what is wrong with `key`."""
        result = self.run_at(NOW, status=EX_DATA)
        self.assertEqual(result.stderr.count("\n"), 1, result)
        self.assertTrue(result.stderr.startswith("sidetick: error: "), result)
        for part in (key, *what):
            self.assertIn(part, result.stderr)
        return result

    def test_a_queue_of_the_wrong_type_stops_its_schedules_alone(self):
        self.redis("SET", "queue:reports", "not a list")
        self.assert_refused("queue:reports", ("string", "list"))
        self.assertEqual([job["queue"] for job in self.jobs("mails")], ["mails"])
        self.assertEqual(self.redis("GET", "queue:reports"), "not a list")
        self.assertEqual(self.redis("SMEMBERS", "queues"), ["mails"])
        for name in ("report", "twin"):
            self.assert_ticks(name, [])
            self.assertEqual(self.cursor(name), instant("2026-03-01T12:33:59Z"), "seen, nothing dealt with")
        self.redis("DEL", "queue:reports")
        self.run_at("2026-03-01T12:36:30Z")
        for name in ("report", "twin"):
            self.assert_ticks(name, minutes("12:34", "12:36"), "once it is mended, nothing is missing")
        self.assertEqual(len(self.jobs("mails")), 3)

    def test_an_edited_schedule_whose_queue_is_of_the_wrong_type_waits_too(self):
        self.configure(schedule("report", "0 3 * * *", queue="reports"))
        self.run_at("2026-03-01T12:30:30Z")
        self.redis("SET", "queue:reports", "not a list")
        self.configure(schedule("report", queue="reports"))
        told = []
        for minute in (34, 35, 36):
            if minute == 36:
                self.redis("DEL", "queue:reports")
            result = self.run_json(f"2026-03-01T12:{minute}:30Z", status=EX_OK if minute == 36 else EX_DATA)
            told += [(skip["reason"], skip.get("count", 1)) for skip in result["skipped"]]
        self.assert_ticks("report", minutes("12:33", "12:36"), "from the start of the minute before the edit was seen")
        self.assertEqual(told, [])

    def test_a_ledger_of_the_wrong_type_stops_its_schedule_alone(self):
        self.redis("SET", "sidekiq-scheduler:pushed:report", "not a sorted set")
        self.assert_refused("sidekiq-scheduler:pushed:report", ("sorted set",))
        self.assertEqual((len(self.jobs("reports")), len(self.jobs("mails"))), (1, 1))
        self.redis("DEL", "sidekiq-scheduler:pushed:report")
        self.run_at("2026-03-01T12:35:30Z")
        self.assert_ticks("report", minutes("12:34", "12:35"))
        self.assertEqual((len(self.jobs("reports")), len(self.jobs("mails"))), (4, 2))

    def test_cursors_states_or_queues_of_the_wrong_type_stop_everything(self):
        for key in ("sidetick:cursors", "sidekiq-scheduler:states", "queues"):
            with self.subTest(key):
                self.redis("FLUSHALL")
                self.redis("SET", key, "something else")
                before = self.everything()
                self.assert_refused(key, ("not a",))
                self.assertEqual(self.everything(), before, "nothing is enqueued or written")

    def test_keys_of_the_page_of_the_wrong_type_do_not_stop_a_job(self):
        for key in ("schedules", "sidekiq-scheduler:last_times", "sidekiq-scheduler:next_times"):
            with self.subTest(key):
                self.redis("FLUSHALL")
                self.redis("SET", key, "something else")
                self.assert_refused(key, ("hash",))
                self.assertEqual((len(self.jobs("reports")), len(self.jobs("mails"))), (2, 1))
                self.assertEqual(self.redis("GET", key), "something else")
                self.run_at(NOW, status=EX_DATA)
                self.assertEqual((len(self.jobs("reports")), len(self.jobs("mails"))), (2, 1))

    def test_a_page_that_is_not_kept_is_no_conflict_in_a_long_catch_up(self):
        self.configure(schedule("report", "* * * * * *"))
        self.run_at(NOW)
        self.redis("SET", "sidekiq-scheduler:last_times", "something else")
        result = self.run_json("2026-03-01T13:24:30Z", status=EX_DATA)
        self.assertEqual((len(result["enqueued"]), result["conflicts"]), (3000, 0))

    def test_exq_schedulers_last_runs_of_the_wrong_type(self):
        """It stops nobody: who has a cursor goes on, who is new begins without it, and it is said."""
        self.configure(schedule("old", EVERY_5, queue="old"))
        self.run_at("2026-03-01T12:14:30Z")
        self.redis("SET", "sidekiq-scheduler:last_runs", "something else")
        self.redis("HSET", "sidekiq-scheduler:last_times", "moved", "2026-03-01 12:20:00 Z")
        self.configure(schedule("old", EVERY_5, queue="old"), schedule("report", queue="reports"),
                       schedule("moved", EVERY_5, queue="moved"))
        problem = ('redis key "sidekiq-scheduler:last_runs" is a string, not a hash: where exq-scheduler stopped is '
                   "not known, and schedules that are new to this Redis begin without it; backfill what they "
                   "missed; rename or delete it\n")
        shown = self.sidetick("status", "--now", NOW)
        self.assertEqual(shown.stderr, "sidetick: warning: " + problem)
        self.assertEqual(self.run_at(NOW, status=EX_DATA).stderr, "sidetick: error: " + problem)
        self.assert_ticks("old", minutes("12:15", "12:30", 5))
        self.assert_ticks("report", TICK)
        self.assert_ticks("moved", minutes("12:25", "12:30", 5), "sidekiq-scheduler's last time is still asked")
        self.assertEqual(self.redis("GET", "sidekiq-scheduler:last_runs"), "something else")
        self.assertEqual(self.run_at(NOW).stderr, "", "with a cursor it is not asked any more")


class Garbage(RedisTest):
    CURSORS = ["", " ", "x", "-", "12", "1772368470", "99999999999999999999 0123456789abcdef.0123456789abcdef",
               "-5 zz", "1e9 0123456789abcdef.0123456789abcdef", "1772368470 0123", "\x00\x01\x02",
               "9" * 5000, "1772368470 " + "a" * 100000, b"\xff\xfe\xfd", "null", '{"at":1}',
               "9223372036854775807 0123456789abcdef.0123456789abcdef",
               "-9223372036854775808 0123456789abcdef.0123456789abcdef"]

    def test_a_cursor_that_cannot_be_read_concerns_its_own_schedule_alone(self):
        self.configure(schedule("report", EVERY_5), schedule("mail", EVERY_5))
        for value in self.CURSORS:
            with self.subTest(str(value)[:40]):
                self.redis("FLUSHALL")
                self.run_at("2026-03-01T12:20:30Z")
                self.redis("HSET", "sidetick:cursors", "report", value)
                # The newest tick in the ledger tells how far the work had come.
                self.redis("DEL", "sidekiq-scheduler:last_times")
                result = self.run_at(NOW)
                self.assertNotIn("mail", result.stderr)
                self.assert_ticks("mail", minutes("12:20", "12:30", 5))
                self.assertEqual(len(self.ledger("report")), len(set(self.ledger("report"))))
                self.assertEqual(len(self.jobs()), len(self.ledger("report")) + len(self.ledger("mail")))
                self.assertEqual(len({job["jid"] for job in self.jobs()}), len(self.jobs()))
                self.assertEqual(self.cursor("report"), instant(NOW), "it is replaced")
                self.assertEqual(self.run_at(NOW).stderr, "", "and said once")

    def test_an_unreadable_cursor_is_named_and_the_ledger_goes_on(self):
        self.configure(schedule("report", EVERY_5))
        self.run_at("2026-03-01T12:20:30Z")
        self.redis("HSET", "sidetick:cursors", "report", "garbage")
        self.redis("DEL", "sidekiq-scheduler:last_times")
        result = self.run_at(NOW)
        self.assertRegex(result.stderr, r'^sidetick: warning: schedule "report": its cursor "garbage" .*\n$')
        self.assert_ticks("report", minutes("12:20", "12:30", 5))

    def test_a_state_that_is_not_json_counts_as_none(self):
        self.configure(schedule("report"), schedule("mail"))
        for value in ("", "x", "[]", "{", '{"enabled":"no"}', '{"enabled":null}', "null", "0", b"\xff\xfe",
                      "[" * 100_000, '{"enabled":' * 5_000):
            with self.subTest(str(value)[:40]):
                self.redis("FLUSHALL")
                self.redis("HSET", "sidekiq-scheduler:states", "report", value)
                result = self.run_at(NOW)
                self.assertRegex(result.stderr, r'^sidetick: warning: schedule "report": its state .*\n$')
                self.assertEqual(len(self.jobs()), 2)
                after = self.redis("HGET", "sidekiq-scheduler:states", "report")
                self.assertEqual(after, value, "the operator's switch is not ours to write")

    def test_a_state_without_a_verdict_is_on(self):
        self.configure(schedule("report"))
        self.redis("HSET", "sidekiq-scheduler:states", "report", "{}")
        self.assertEqual(self.run_at(NOW).stderr, "")
        self.assertEqual(len(self.jobs()), 1)

    def test_the_state_of_a_stranger_is_nobodys_business(self):
        self.configure(schedule("report"))
        self.redis("HSET", "sidekiq-scheduler:states", "stranger", "garbage")
        self.assertEqual(self.run_at(NOW).stderr, "")

    def test_last_runs_and_last_times_that_are_no_times(self):
        self.configure(schedule("report"))
        for key in ("sidekiq-scheduler:last_runs", "sidekiq-scheduler:last_times"):
            for value in ("", "x", '""', '"', "2026-13-45T99:99:99Z", "{}", b"\xff", "9" * 100_000,
                          "2999-01-01T00:00:00Z", "0001-01-01T00:00:00Z"):
                with self.subTest(f"{key} {str(value)[:30]}"):
                    self.redis("FLUSHALL")
                    self.redis("HSET", key, "report", value)
                    self.run_at(NOW)
                    self.assertIn(TICK[0], self.ledger("report"))
                    self.assertEqual(len(self.jobs()), len(self.ledger("report")))
                    self.assertEqual(self.cursor("report"), instant(NOW))

    def test_a_ledger_with_members_that_are_no_ticks(self):
        self.configure(schedule("report", EVERY_5))
        self.run_at("2026-03-01T12:20:30Z")
        score = instant("2026-03-01T12:25:00Z")
        for member in ("garbage", "", b"\xff", "12.5"):
            self.redis("ZADD", "sidekiq-scheduler:pushed:report", score, member)
        self.run_at(NOW)
        self.assertEqual(len(self.jobs()), len({job["jid"] for job in self.jobs()}))
        self.assertEqual(self.cursor("report"), instant(NOW))

    def test_a_page_entry_that_is_garbage_is_replaced_only_if_it_is_ours(self):
        self.configure(schedule("report"))
        self.redis("HSET", "schedules", "stranger", "garbage")
        self.assertEqual(self.run_at(NOW).stderr, "")
        self.assertEqual(self.redis("HGET", "schedules", "stranger"), "garbage")


class WrongConfiguration(RedisTest):
    def test_one_wrong_schedule_among_ten(self):
        right = [schedule(f"right{n}") for n in range(9)]
        self.configure(*right[:4], schedule("wrong", "0 25 * * *"), *right[4:])
        result = self.run_at(NOW, status=EX_CONFIG)
        self.assertEqual(len(self.jobs()), 9)
        self.assertRegex(result.stderr, r'^sidetick: error: \S+/sidetick\.toml:\d+:\d+: schedule "wrong": '
                                        r'cron "0 25 \* \* \*": hour 25 is not in 0-23\n$')
        self.assertIsNone(self.cursor("wrong"))

    def test_a_wrong_schedule_keeps_its_cursor_and_its_place_on_the_page(self):
        self.configure(schedule("report"), schedule("mail"))
        self.run_at("2026-03-01T12:20:30Z")
        self.configure(schedule("report", "* * *"), schedule("mail"))
        self.run_at(NOW, status=EX_CONFIG)
        self.assertEqual(self.cursor("report"), instant("2026-03-01T12:20:30Z"))
        self.assertEqual(sorted(self.hash("schedules")), ["mail", "report"])
        self.configure(schedule("report"), schedule("mail"))
        self.run_at(NOW)
        self.assert_ticks("report", minutes("12:20", "12:34"))

    def test_an_unusable_configuration_enqueues_nothing(self):
        for text in ("[redis\n", "typo = 1\n", "[redis]\ntypo = 1\n", "[defaults]\nretry = []\n", ""):
            with self.subTest(text):
                self.config.write_text(text + schedule("report") if text else "")
                result = self.run_at(NOW, status=EX_CONFIG)
                self.assertTrue(result.stderr.startswith("sidetick: error: "), result)
                self.assertEqual(self.redis("DBSIZE"), 0)

    def test_no_configuration_at_all(self):
        self.run_at(NOW, status=EX_CONFIG)

    def test_a_fault_of_redis_is_told_before_one_of_the_configuration(self):
        self.configure(schedule("wrong", "0 25 * * *"), schedule("report"))
        self.redis("SET", "queue:default", "not a list")
        result = self.run_at(NOW, status=EX_DATA)
        self.assertEqual(result.stderr.count("sidetick: error: "), 2, result)


class DryRun(RedisTest):
    def test_it_tells_what_would_happen_and_writes_nothing(self):
        self.configure(schedule("report", EVERY_5))
        self.run_at("2026-03-01T07:34:30Z")
        before = self.redis("HGETALL", "sidetick:cursors")
        calls = self.commands_during(lambda: self.assert_dry_run())
        self.assertEqual(self.redis("HGETALL", "sidetick:cursors"), before)
        self.assertEqual(self.jobs(), [])
        self.assertFalse(set(calls) & {"multi", "exec", "zadd", "lpush", "hset", "sadd", "hdel"}, calls)

    def assert_dry_run(self):
        result = self.run_json(NOW, "--dry-run")
        self.assertEqual([e["tick"][11:16] for e in result["enqueued"]],
                         ["11:35", "11:40", "11:45", "11:50", "11:55", "12:00", "12:05", "12:10",
                          "12:15", "12:20", "12:25", "12:30"])
        self.assertEqual([(s["reason"], s["count"]) for s in result["skipped"]], [("older than the window", 48)])
        text = self.run_at(NOW, "--dry-run").stdout
        for part in ("report", "2026-03-01T12:30:00Z", "older than the window"):
            self.assertIn(part, text)

    def test_a_dry_run_promises_no_tick_of_what_the_file_turns_off(self):
        self.configure(schedule("off", "0 9 * * *", enabled=False), schedule("on", "0 9 * * *"))
        self.assertEqual(self.run_at(NOW, "--dry-run").stdout,
                         "nothing due for off: disabled in the file\nnothing due for on: next tick 2026-03-02T09:00:00Z\n")

    def test_a_queue_of_the_wrong_type_is_found_in_a_dry_run_too(self):
        self.configure(schedule("report"))
        self.redis("SET", "queue:default", "not a list")
        self.run_at(NOW, "--dry-run", status=EX_DATA)
