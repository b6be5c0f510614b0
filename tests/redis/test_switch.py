"""enable and disable: the switch of sidekiq-scheduler's page, obeyed by every host from the next run on."""

import json
import threading

from harness import EX_CONFIG, EX_DATA, EX_USAGE, NOW, RedisTest, iso, ledger_ticks, schedule

STATES = "sidekiq-scheduler:states"


class Switch(RedisTest):
    def setUp(self):
        super().setUp()
        self.configure(schedule("report"), schedule("mail"))

    def states(self):
        return {name: json.loads(state) for name, state in self.hash(STATES).items()}

    def says(self, result, stdout, stderr=""):
        self.assertEqual((result.stdout, result.stderr), (stdout, stderr))

    def test_the_entry_is_what_the_page_writes(self):
        self.says(self.sidetick("disable", "report", "mail"), "disabled report\ndisabled mail\n")
        self.assertEqual(self.hash(STATES), {"report": '{"enabled":false}', "mail": '{"enabled":false}'})
        self.says(self.sidetick("enable", "mail"), "enabled mail\n")
        self.assertEqual(self.hash(STATES), {"report": '{"enabled":false}', "mail": '{"enabled":true}'})
        self.assertEqual(self.redis("KEYS", "*"), [STATES])

    def test_a_switch_that_is_right_already_is_not_written(self):
        calls = self.commands_during(lambda: self.says(self.sidetick("enable", "report"), "report is enabled already\n"))
        self.assertFalse({"hset", "multi"} & set(calls), calls)
        self.sidetick("disable", "report")
        self.says(self.sidetick("disable", "report", "mail", "report"), "report is disabled already\ndisabled mail\n")

    def test_all_are_those_of_the_configuration(self):
        self.redis("HSET", STATES, "elsewhere", '{"enabled":true}')
        self.says(self.sidetick("disable", "--all"), "disabled report\ndisabled mail\n")
        self.says(self.sidetick("enable", "--all"), "enabled report\nenabled mail\n")
        self.assertEqual(self.states()["elsewhere"], {"enabled": True})
        for args in (("disable",), ("disable", "--all", "report")):
            self.assertRegex(self.sidetick(*args, status=EX_USAGE).stderr, r"\Asidetick: error: disable: [^\n]+--all")

    def test_ticks_that_a_run_has_passed_by_stay_skipped(self):
        self.run_at("2026-03-01T12:00:00Z")
        self.sidetick("disable", "report")
        self.run_at("2026-03-01T12:10:30Z")
        self.sidetick("enable", "report")
        self.run_at("2026-03-01T12:11:30Z")
        ledger = [0, 11]
        self.assert_ticks("report", [1772366400 + 60 * minute for minute in ledger])
        self.assert_ticks("mail", [1772366400 + 60 * minute for minute in range(12)])

    def off_for(self, minutes, *parts):
        """Switched off for a while that ends now, by the present; when the ticks are."""
        if parts:
            self.configure(*parts)
        end = self.time() // 60 * 60 - 60
        begin = end - 60 * minutes
        self.run_at(iso(begin + 2))
        self.sidetick("disable", "report")
        for tick in range(begin + 60, end + 1, 60):
            self.run_at(iso(tick + 2))
        return [iso(tick) for tick in range(begin + 60, end + 1, 60)]

    def test_enable_names_the_ticks_that_passed_with_a_command_that_enqueues_them(self):
        ticks = self.off_for(5)
        lines = self.sidetick("enable", "report").stdout.splitlines()
        self.assertEqual(lines[:2], ["enabled report", f"5 ticks {ticks[0]} to {ticks[-1]} of report passed while it was off; "
                                                       "to enqueue:"])
        self.assertEqual(len(lines), 3)
        before = len(self.jobs())
        self.paste(lines[2])
        self.assertEqual(len(self.jobs()) - before, 5)
        self.says(self.sidetick("enable", "report"), "report is enabled already\n")

    def test_the_command_is_accepted_when_the_ticks_are_older_than_the_ledger_is_complete(self):
        ticks = self.off_for(3, schedule("report"), schedule("mail"))
        cursor = self.redis("HGET", "sidetick:cursors", "report")
        self.redis("HSET", "sidetick:cursors", "report", cursor.replace("complete=always", f"complete={cursor.split()[0]}"))
        command = self.sidetick("enable", "report").stdout.splitlines()[2]
        self.assertIn("--force", command)
        self.paste(command)
        self.assertEqual([iso(tick) for tick in ledger_ticks(self.redis, "sidetick:backfilled:report")], ticks)

    def test_enable_in_json_and_as_an_event(self):
        ticks = self.off_for(2)
        passed = self.sidetick("enable", "report", "--format", "json").json[0]["passed"]
        self.assertEqual((passed["count"], passed["first"], passed["last"]), (2, ticks[0], ticks[1]))
        self.assertTrue(passed["command"].startswith(f"sidetick -c {self.config} backfill report --from {ticks[0]}"))
        self.sidetick("disable", "report")
        events = [json.loads(line) for line in self.sidetick("--log", "json", "enable", "report").stderr.splitlines()]
        self.assertEqual([(event["event"], event["schedule"]) for event in events], [("enabled", "report"), ("passed", "report")])
        self.assertIn("backfill report --from", events[1]["message"])

    def test_enable_says_no_more_than_the_cursor_tells(self):
        self.run_at("2026-03-01T12:00:00Z")
        self.sidetick("disable", "report")
        self.says(self.sidetick("enable", "report"), "enabled report\n")  # no run was there: the next one enqueues them
        self.sidetick("disable", "report")
        self.run_at("2026-03-01T12:03:00Z")
        self.sidetick("enable", "report")
        self.run_at("2026-03-01T12:05:00Z")
        self.sidetick("disable", "report")
        self.says(self.sidetick("enable", "report"), "enabled report\n")
        self.redis("SET", "sidetick:cursors", "x")
        self.sidetick("disable", "report")
        self.says(self.sidetick("enable", "report"), "enabled report\n")

    def test_a_disable_that_races_a_run_is_obeyed_from_the_next_run_on(self):
        for round_ in range(10):
            self.redis("FLUSHALL")
            self.run_at("2026-03-01T12:00:00Z")
            race = threading.Thread(target=self.sidetick, args=("disable", "report"))
            race.start()
            self.run_at("2026-03-01T12:05:00Z")
            race.join()
            enqueued = len(self.ledger("report"))
            self.assertIn(enqueued, (1, 6), "all ticks of a run or none")
            self.run_at("2026-03-01T12:10:00Z")
            self.assertEqual(len(self.ledger("report")), enqueued)
            self.assertEqual(len(self.ledger("mail")), 11)

    def test_other_keys_of_the_entry_stay(self):
        self.redis("HSET", STATES, "report", '{"note":"by Ann","enabled":true,"at":1.5}')
        self.sidetick("disable", "report")
        self.assertEqual(self.hash(STATES)["report"], '{"note":"by Ann","enabled":false,"at":1.5}')

    def test_an_entry_that_cannot_be_read_is_replaced_and_said(self):
        for garbage in ("off", "[false]", '{"enabled":"no"}', "\xff", ""):
            for verb, on in (("enable", True), ("disable", False)):
                with self.subTest(garbage, verb=verb):
                    self.redis("HSET", STATES, "report", garbage)
                    result = self.sidetick(verb, "report")
                    self.assertEqual(result.stderr, 'sidetick: warning: schedule "report": its state in Redis could '
                                                    'not be read: it is replaced\n')
                    self.assertEqual(self.states()["report"], {"enabled": on})

    def test_all_names_are_looked_at_before_anything_is_written(self):
        self.run_at(NOW)
        result = self.sidetick("disable", "report", "mial", "nobody at all", status=EX_USAGE)
        self.assertEqual(result.stderr.splitlines(), [
            'sidetick: error: disable "mial": no schedule has this name, neither in the configuration nor in Redis: '
            'did you mean "mail"?',
            'sidetick: error: disable "nobody at all": no schedule has this name, neither in the configuration nor in '
            'Redis: there are "mail" and "report"', "sidetick: error: disable: nothing was switched"])
        self.assertEqual(self.states(), {})

    def test_a_schedule_that_only_redis_knows_is_switched_and_that_is_said(self):
        self.redis("HSET", "schedules", "legacy", '{"class":"Old"}')
        self.redis("HSET", "sidetick:cursors", "elsewhere", "1772366400 0123456789abcdef")
        for name in ("legacy", "elsewhere"):
            result = self.sidetick("disable", name)
            self.says(result, f"disabled {name}\n",
                      f'sidetick: warning: schedule "{name}": is not in this configuration, only in Redis: it is '
                      'switched off there for whoever fires it\n')
        self.assertEqual(self.states(), {"legacy": {"enabled": False}, "elsewhere": {"enabled": False}})
        self.sidetick("enable", "legacy")

    def test_a_schedule_that_the_file_disables_stays_off(self):
        self.configure(schedule("report", enabled=False), schedule("mail"))
        self.sidetick("disable", "mail")
        result = self.sidetick("enable", "report", "mail", status=EX_CONFIG)
        self.says(result, "enabled mail\n",
                  f'sidetick: error: schedule "report": stays off: it has enabled = false in the file, {self.config}:5: '
                  "change it there\n")
        document = self.sidetick("enable", "report", "--format", "json", status=EX_CONFIG).json
        self.assertEqual(document, [{"schedule": "report", "enabled": False, "changed": False, "disabled_by": "file",
                                     "passed": None}])
        result = self.sidetick("disable", "report")
        self.says(result, "disabled report\n", f'sidetick: schedule "report": was off before: it has enabled = false in '
                                               f"the file, {self.config}:5\n")

    def test_json_and_silence(self):
        document = self.sidetick("disable", "report", "mail", "--format", "json").json
        self.assertEqual(document, [
            {"schedule": name, "enabled": False, "changed": True, "disabled_by": "redis", "passed": None}
            for name in ("report", "mail")])
        document = self.sidetick("enable", "report", "--format", "json").json
        self.assertEqual(document, [{"schedule": "report", "enabled": True, "changed": True, "disabled_by": None,
                                     "passed": None}])
        self.says(self.sidetick("enable", "mail", "-q"), "")

    def test_one_wrong_schedule_does_not_keep_the_others_from_being_switched(self):
        self.configure(schedule("report"), schedule("wrong", "0 25 * * *"))
        result = self.sidetick("disable", "report", "wrong", status=EX_CONFIG)
        self.assertEqual(result.stdout, "disabled report\ndisabled wrong\n")
        self.assertIn("hour 25", result.stderr)
        self.assertEqual(sorted(self.states()), ["report", "wrong"])

    def test_states_of_another_type_are_refused(self):
        self.redis("SET", STATES, "x")
        result = self.sidetick("disable", "report", status=EX_DATA)
        self.assertRegex(result.stderr, rf'\Asidetick: error: redis://\S+: redis key "{STATES}" is not a hash: no '
                                        r"switch was set; rename or delete it\n\Z")

    def test_disables_that_race_all_come_through(self):
        names = [f"schedule{n}" for n in range(12)]
        self.configure(*map(schedule, names))
        threads = [threading.Thread(target=self.sidetick, args=("disable", name)) for name in names]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(self.states(), {name: {"enabled": False} for name in names})

    def test_the_switch_lies_where_the_scheduler_has_its_prefix(self):
        self.configure(schedule("report"), redis='namespace = "exq"\nscheduler_prefix = "my-app"')
        self.sidetick("disable", "report")
        self.assertEqual(self.redis("KEYS", "*"), [f"my-app:{STATES}"])
        self.assertEqual(self.run_json(NOW)["enqueued"], [])
