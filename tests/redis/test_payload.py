"""The job, byte for byte, and its jid."""

import json
import re

from harness import NOW, RedisTest, instant, schedule


class Payload(RedisTest):
    def payloads(self, queue="default", namespace=""):
        return list(reversed(self.redis("LRANGE", f"{namespace}queue:{queue}", 0, -1)))

    def payload_of(self, *parts, queue="default", **options):
        """The one payload that a run of these schedules enqueues, jid and times put aside."""
        self.redis("FLUSHALL")
        self.configure(*parts, **options)
        self.run_at(NOW)
        (payload,) = self.payloads(queue)
        payload, jids = re.subn(r'"jid":"[0-9a-f]{24}"', '"jid":"JID"', payload)
        payload, times = re.subn(r'"(created|enqueued)_at":\d+\.\d+', r'"\1_at":T', payload)
        self.assertEqual((jids, times), (1, 2), payload)
        return payload

    def test_the_plainest(self):
        self.assertEqual(
            self.payload_of(schedule("report")),
            '{"class":"Worker","args":[],"queue":"default","retry":true,"jid":"JID","created_at":T,"enqueued_at":T}')

    def test_arguments_of_every_kind(self):
        part = schedule("report", args=["a", 1, -2.5, True, [1, ["x"]], {"k": "v", "a": [1]}, 'q"\\\n\t\x01é€😀'])
        self.assertEqual(
            json.loads(self.payload_of(part).replace(":T", ":0"))["args"],
            ["a", 1, -2.5, True, [1, ["x"]], {"k": "v", "a": [1]}, 'q"\\\n\t\x01é€😀'])

    def test_numbers_keep_their_kind(self):
        part = schedule("report").replace("class =", "args = [1, 1.0, 9223372036854775807, 0.1, 1e100]\nclass =")
        self.assertIn('"args":[1,1.0,9223372036854775807,0.1,1e+100],', self.payload_of(part))

    def test_everything_at_once(self):
        part = schedule("report", class_name="My::ReportWorker", args=["arg1", 2], queue="reports", retry=5,
                        include_metadata=True, job={"tags": ["a", "b"], "backtrace": 20, "expires_in": 3600})
        self.assertEqual(
            self.payload_of(part, queue="reports"),
            '{"class":"My::ReportWorker","args":["arg1",2,{"scheduled_at":1772368440.0}],"queue":"reports","retry":5,'
            '"backtrace":20,"expires_in":3600,"tags":["a","b"],"jid":"JID","created_at":T,"enqueued_at":T}')

    def test_retry_may_be_off(self):
        self.assertIn('"retry":false,', self.payload_of(schedule("report", retry=False)))

    def test_defaults_of_the_file(self):
        part = "[defaults]\nqueue = \"low\"\nretry = 3\n" + schedule("report")
        self.assertIn('"queue":"low","retry":3,', self.payload_of(part, queue="low"))

    def test_nothing_that_sidekiq_takes_for_a_failed_job(self):
        self.configure(schedule("report"))
        self.run_at(NOW)
        self.assertFalse({"retry_count", "failed_at", "error_message", "error_class"} & set(self.jobs()[0]))

    def test_times_are_the_moment_of_enqueuing(self):
        self.configure(schedule("report"))
        before = self.clock()
        self.run_at(None)
        for job in self.jobs():
            self.assertTrue(before - 5 <= job["enqueued_at"] <= self.clock() + 5, job)
            self.assertIsInstance(job["enqueued_at"], float)
            self.assertEqual(job["created_at"], job["enqueued_at"])

    def clock(self):
        seconds, microseconds = map(int, self.redis("TIME"))
        return seconds + microseconds / 1e6

    def test_with_a_given_now_the_whole_payload_is_fixed(self):
        self.configure(schedule("report", args=["a"]))
        self.run_at(NOW)
        first = self.payloads()
        self.redis("FLUSHALL")
        self.run_at(NOW)
        self.assertEqual(self.payloads(), first)
        self.assertIn(f'"created_at":{instant(NOW)}.0,"enqueued_at":{instant(NOW)}.0}}', first[0])


class Jid(RedisTest):
    def jids(self, now=NOW, **options):
        self.redis("FLUSHALL")
        self.configure(schedule("report", first_run="window"), schedule("mail", first_run="window"), **options)
        self.run_at(now)
        namespace = "exq:" if "exq" in options.get("redis", "") else ""
        jids = [job["jid"] for job in self.jobs(namespace=namespace)]
        self.assertEqual(len(set(jids)), len(jids))
        return set(jids)

    def test_the_same_tick_has_the_same_jid_on_every_host_and_after_a_failover(self):
        self.assertEqual(self.jids(), self.jids())
        self.assertEqual(len(self.jids() & self.jids("2026-03-01T12:44:30Z")), 100, "50 minutes in common")

    def test_another_namespace_has_others(self):
        self.assertFalse(self.jids() & self.jids(redis='namespace = "exq"'))

    def test_the_form_is_sidekiqs(self):
        for jid in self.jids():
            self.assertRegex(jid, "^[0-9a-f]{24}$")

    def test_it_never_changes(self):
        """The first 24 digits of what xxhsum -H128 says of an empty namespace, NUL, report, NUL, 1772368440."""
        self.configure(schedule("report"))
        self.run_at(NOW)
        self.assertEqual(self.jobs()[0]["jid"], "7e93b158d037f07e6ebd03d8")
