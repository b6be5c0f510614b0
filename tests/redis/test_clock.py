"""The host's clock against Redis': held to within the tolerance, and said."""

import re

import harness
from harness import EX_OK, EX_TEMPORARY, EX_USAGE, RedisTest, instant, schedule


class Clock(RedisTest):
    def run_shifted(self, seconds, *args):
        """Runs on a host whose clock is moved by `seconds`; also the server's time before and after."""
        before = int(self.redis("TIME")[0])
        result = self.run_at(None, *args, env=self.shifted(seconds))
        return result, before, int(self.redis("TIME")[0])

    @staticmethod
    def shifted(seconds):
        return harness.CLOCK.environment(seconds)

    def test_doctor_looks_at_both_clocks(self):
        self.configure(schedule("report", "0 0 1 1 *"))
        for shift, state, status in ((2, "ok", EX_OK), (30, "warning", EX_OK), (3600, "failure", EX_TEMPORARY)):
            with self.subTest(shift):
                answer = self.sidetick("doctor", "--format", "json", env=self.shifted(shift), status=status).json
                [check] = [each for each in answer["checks"] if each["check"] == "clock"]
                self.assertEqual(check["state"], state)
                run = self.run_at(None, env=self.shifted(shift), status=status)
                self.assertEqual(check["text"] in run.stderr or shift == 3600, state != "ok")

    def test_a_run_that_stays_sleeps_by_the_clock_that_is_held(self):
        """By the host's own it would not sleep at all, or through the ticks."""
        self.configure(schedule("report", "* * * * * *"))
        for shift in (30, -30):
            with self.subTest(shift):
                self.redis("FLUSHALL")
                result = self.run_at(None, "--for", "3s", "-v", env=self.shifted(shift))
                self.assertIn(result.stdout.count(" round trip"), range(2, 6), result)
                self.assertEqual(len(self.ledger("report")), self.redis("LLEN", "queue:default"))

    def assert_now(self, seconds, expected_shift, warned, top=""):
        self.redis("FLUSHALL")
        self.configure(schedule("report", "0 0 1 1 *"), top=top)
        result, before, after = self.run_shifted(seconds)
        self.assertTrue(before + expected_shift <= self.cursor("report") <= after + expected_shift,
                        (self.cursor("report") - before, result))
        if warned:
            self.assertRegex(result.stderr, r"^sidetick: warning: .*clock.*\n$")
        else:
            self.assertEqual(result.stderr, "")

    def test_a_clock_that_is_right_is_used(self):
        self.assert_now(0, 0, warned=False)

    def test_a_clock_within_the_tolerance_is_used(self):
        self.assert_now(3, 3, warned=False)
        self.assert_now(-3, -3, warned=False)

    def test_a_clock_beyond_it_is_held_to_it_and_warned_about(self):
        self.assert_now(840, 5, warned=True)
        self.assert_now(-840, -5, warned=True)

    def test_clocks_more_than_15_minutes_apart_enqueue_nothing_until_they_agree(self):
        self.configure(schedule("report"))
        commands = (("run",), ("run", "--dry-run"), ("backfill", "--from", "-2h", "--to", "-1h"), ("trigger", "report"))
        for shift in (920, -920):
            for command in commands:
                with self.subTest(shift=shift, command=command):
                    before = int(self.redis("TIME")[0])
                    result = self.sidetick(*command, status=EX_TEMPORARY, env=self.shifted(shift))
                    times = re.match(r"sidetick: error: redis://\S+: this host's clock shows (\S+Z), Redis' clock (\S+Z): one "
                                     r"of them is wrong: nothing is enqueued until they agree to within 15 min", result.stderr)
                    host, redis = map(instant, times.groups())
                    self.assertLessEqual(abs(host - redis - shift), 1)
                    self.assertLessEqual(before, redis)
                    self.assertEqual(self.redis("KEYS", "*"), [])
        self.run_shifted(0)
        self.assertEqual(len(self.jobs()), 1, "and goes on when they do")

    def test_what_two_clocks_apart_have_held_up_is_caught_up(self):
        self.configure(schedule("report"))
        self.run_at("-20m")
        cursor = self.redis("HGET", "sidetick:cursors", "report")
        self.sidetick("run", status=EX_TEMPORARY, env=self.shifted(1000))
        self.assertEqual(self.redis("HGET", "sidetick:cursors", "report"), cursor)
        self.run_shifted(0)
        self.assertGreaterEqual(len(self.ledger("report")), 21)
        self.assertEqual(len(self.jobs()), len(self.ledger("report")))

    def test_the_tolerance_can_be_set(self):
        self.assert_now(840, 60, warned=True, top='clock_tolerance = "1m"')
        self.assert_now(30, 30, warned=False, top='clock_tolerance = "1m"')

    def test_without_a_tolerance_redis_clock_counts_and_what_the_reply_takes_is_no_warning(self):
        self.assert_now(0, 0, warned=False, top='clock_tolerance = "0s"')
        self.assert_now(3, 0, warned=True, top='clock_tolerance = "0s"')

    def test_hosts_as_far_apart_as_may_be_enqueue_nothing_twice(self):
        self.configure(schedule("report", first_run="window"), top='clock_tolerance = "1m"\nhistory = "1h"')
        self.run_at("-1h")
        for shift in (60, -60):
            self.assertNotIn("bad clock", self.run_shifted(shift)[0].stderr)
        jids = [job["jid"] for job in self.jobs()]
        self.assertGreaterEqual(len(jids), 119)
        self.assertEqual(len(jids), len(set(jids)))

    def test_a_given_now_replaces_it_all(self):
        self.configure(schedule("report"))
        result = self.run_at("2021-05-06T07:08:09Z")
        self.assertEqual((result.stderr, self.ledger("report")), ("", [instant("2021-05-06T07:08:00Z")]))

    def test_a_given_now_to_come_is_refused_and_free_in_a_rehearsal(self):
        self.configure(schedule("report"), top='clock_tolerance = "10s"')
        for now in ("+30m", "+20s", "2231-05-06T07:08:09Z"):
            with self.subTest(now):
                refused = self.run_at(now, status=EX_USAGE)
                self.assertRegex(refused.stderr, r"\Asidetick: error: redis://\S+: --now \S+Z: is [\d a-z]+ ahead of Redis' clock "
                                                 r"\(\S+Z\): ticks to come cannot be enqueued; to see them, add --dry-run\n\Z")
                self.assertEqual((refused.stdout, self.redis("KEYS", "*")), ("", []))
                self.assertIn("would enqueue report ", self.run_at(now, "--dry-run").stdout)
                self.assertEqual(self.redis("KEYS", "*"), [])
        self.run_at("+5s")
        self.assertEqual(len(self.jobs()), 1, "within the tolerance it is a clock like another")

    def test_status_says_so_too(self):
        self.configure(schedule("report"))
        env = self.shifted(-3600)
        warning = self.sidetick("status", env=env).stderr
        self.assertRegex(warning, r"\Asidetick: warning: this host's clock is 1 h behind Redis: [^\n]+\n\Z")
        self.assertEqual(len(self.sidetick("status", "--format", "json", env=env).json["problems"]), 1)
        self.assertEqual(self.sidetick("status").stderr, "")
