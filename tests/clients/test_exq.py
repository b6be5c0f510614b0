"""Exq's format: what its decoder and its queue need of a job, key by key.

Source: akira/exq: lib/exq/serializers/json_serializer.ex (decode_job), lib/exq/redis/job_queue.ex (full_key,
queue_key, dequeue, retry_or_fail_job), lib/exq/middleware/job.ex (class to module), lib/exq/worker/server.ex
(apply), lib/exq/support/time.ex (unix_seconds). Debian has no Exq: these are its rules, written down anew.
"""

import json
import re

from clients import HERE, ClientTest
from harness import NOW, instant, schedule

GOLDEN = HERE / "exq.golden"
SCHEDULES = (
    schedule("report", class_name="Reports::Daily", args=["a", 1, {"format": "csv"}], queue="reports", retry=5),
    schedule("beat", class_name="MyApp.Beat", include_metadata=True),
    schedule("once", class_name="Once", retry=False, job={"tags": ["a"], "custom": {"b": 1.5}}),
)


class Exq(ClientTest):
    def setUp(self):
        super().setUp()
        self.configure(*SCHEDULES, redis='namespace = "exq"')
        self.run_at(NOW)

    def decoded(self):
        return [job for queue in ("default", "reports") for job in self.jobs(queue, "exq:")]

    def test_every_key_is_in_the_namespace(self):
        keys = self.redis("KEYS", "*")
        self.assertEqual([key for key in keys if not key.startswith("exq:")], [])

    def test_queues_are_where_a_dequeue_looks(self):
        """full_key(namespace, "queues") lists them; RPOPLPUSH of full_key(namespace, "queue:NAME") takes the oldest."""
        self.assertEqual(sorted(self.redis("SMEMBERS", "exq:queues")), ["default", "reports"])
        self.run_at("2026-03-01T12:35:30Z")
        taken = json.loads(self.redis("RPOPLPUSH", "exq:queue:default", "exq:queue:backup::host::default"))
        self.assertEqual(taken["enqueued_at"], instant(NOW))
        self.assertEqual(self.redis("TYPE", "exq:queue:reports"), "list")

    def test_each_key_that_the_decoder_takes(self):
        for job in self.decoded():
            with self.subTest(job["class"]):
                # apply(module, :perform, args): a list.
                self.assertIsInstance(job["args"], list)
                # String.replace(class, "::", ".") names a module, and what follows a "/" a function.
                self.assertRegex(job["class"].replace("::", "."), r"^[A-Z]\w*(\.[A-Z]\w*)*$")
                self.assertIsInstance(job["jid"], str)
                self.assertIn(job["queue"], ("default", "reports"))
                # retry_or_fail_job: true, an integer, or else the dead set at the first failure.
                self.assertIn(type(job["retry"]), (bool, int))
                # Float seconds, as Exq.Support.Time.unix_seconds makes them: a decimal point, and no exponent.
                self.assertIsInstance(job["enqueued_at"], float)
                self.assertIsInstance(job["created_at"], float)

    def test_no_key_that_the_decoder_takes_for_a_failed_job(self):
        failed = {"error_message", "error_class", "failed_at", "retried_at", "finished_at", "processor", "retry_count"}
        for job in self.decoded():
            self.assertEqual(failed & set(job), set(), job["class"])

    def test_seconds_are_written_as_a_float_also_when_they_are_whole(self):
        for payload in self.redis("LRANGE", "exq:queue:default", 0, -1):
            self.assertEqual(re.findall(r'"(?:enqueued|created)_at":([^,}]*)', payload), [f"{instant(NOW)}.0"] * 2)

    def test_metadata_is_exq_schedulers(self):
        beat = next(job for job in self.decoded() if job["class"] == "MyApp.Beat")
        self.assertEqual(beat["args"], [{"scheduled_at": float(instant("2026-03-01T12:34:00Z"))}])

    def test_everything_in_redis_is_as_the_golden_file_has_it(self):
        self.assertEqual("".join(f"{line}\n" for line in self.everything()), GOLDEN.read_text())

    def everything(self):
        """Each key that others read, with its type and content, the payloads as they are."""
        read = {"list": ("LRANGE", 0, -1), "set": ("SMEMBERS",), "hash": ("HGETALL",), "zset": ("ZRANGE", 0, -1, "WITHSCORES")}
        for key in sorted(key for key in self.redis("KEYS", "*") if "sidetick:" not in key):
            kind = self.redis("TYPE", key)
            command, *rest = read[kind]
            values = self.redis(command, key, *rest)
            yield f"{key} {kind}"
            if kind in ("hash", "zset"):
                values = [f"{name} {value}" for name, value in sorted(zip(values[::2], values[1::2]))]
            yield from (f"  {value}" for value in (sorted(values) if kind == "set" else values))
