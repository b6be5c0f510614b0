"""A failing job of sidetick ends as one that Sidekiq's own client has pushed: the same place, the same keys."""

import base64
import json
import zlib

from clients import ClientTest, kind_of, seconds
from harness import NOW, schedule

# Options of a job as Sidekiq has them: https://github.com/sidekiq/sidekiq/wiki/Job-Format. `retry` is a key of
# the schedule, what else there is of its `job`. retry_for is of Sidekiq 7.1.3 and expires_in of Pro: 6 keeps them.
OPTIONS = {
    "plain": {},
    "five times": {"retry": 5},
    "one time": {"retry": 1},
    "no retry but the dead set": {"retry": 0},
    "no retry and no dead set": {"retry": 0, "dead": False},
    "no retry at all": {"retry": False},
    "three lines": {"backtrace": 3},
    "all lines": {"backtrace": True},
    "no lines": {"backtrace": False},
    "tags": {"tags": ["a", "é"]},
    "retried elsewhere": {"retry_queue": "low"},
    "for a time": {"retry_for": 3600},
    "expires": {"expires_in": 3600},
    "custom": {"tenant": "a", "deep": {"of": [1, 2.5, True, {}]}},
}
DEAD = {"no retry but the dead set"}
GONE = {"no retry and no dead set", "no retry at all"}
# What differs between any two jobs: compared by type.
OWN = ("jid", "created_at", "enqueued_at", "failed_at", "retried_at")


def configuration(name, options):
    options = dict(options)
    retry = options.pop("retry", None)
    return schedule(name, class_name="Failing", args=[name], retry=retry, job=options or None)


class Retries(ClientTest):
    def setUp(self):
        super().setUp()
        self.configure(*(configuration(name, options) for name, options in OPTIONS.items()))
        self.run_at(NOW)
        self.ours = {job["jid"] for job in self.jobs()}
        self.assertEqual(len(self.ours), len(OPTIONS))
        self.ruby("push.rb", stdin=[{"class": "Failing", "args": [name], **options} for name, options in OPTIONS.items()])

    def entries(self, key):
        """Name -> entries of the sorted set and their scores, those of sidetick first."""
        found = {}
        flat = self.redis("ZRANGE", key, 0, -1, "WITHSCORES")
        for job, score in zip(map(json.loads, flat[::2]), map(float, flat[1::2])):
            found.setdefault(job["args"][0], []).append((job, score))
        return {name: sorted(jobs, key=lambda job: job[0]["jid"] not in self.ours) for name, jobs in found.items()}

    def assert_alike(self, ours, theirs):
        self.assertEqual((ours["jid"] in self.ours, theirs["jid"] in self.ours), (True, False))
        self.assertEqual(readable(ours), readable(theirs))

    def test_they_end_where_and_as_those_of_sidekiqs_client_do(self):
        told = self.work(2 * len(OPTIONS))
        self.assertEqual({job["outcome"] for job in told.values()}, {f"{name}: não" for name in OPTIONS})
        retry, dead = self.entries("retry"), self.entries("dead")
        self.assertEqual(set(retry), set(OPTIONS) - DEAD - GONE)
        self.assertEqual(set(dead), DEAD)
        for name, jobs in (retry | dead).items():
            with self.subTest(name):
                (ours, our_score), (theirs, their_score) = jobs
                self.assert_alike(ours, theirs)
                self.assertEqual({key: ours.get(key) for key in OPTIONS[name]}, OPTIONS[name])
                # The first retry comes 15 to 24 seconds after the failure; a dead job's score is its death.
                least, most = (0, 10) if name in DEAD else (15, 25)
                for job, score in jobs:
                    self.assertTrue(least <= score - seconds(job["failed_at"]) <= most, (score, job["failed_at"]))

    def test_a_second_failure_goes_the_same_way(self):
        self.work(2 * len(OPTIONS))
        again = self.ruby("retry_now.rb")
        self.assertEqual(again, 2 * len(set(OPTIONS) - DEAD - GONE))
        self.work(again, "default", "low")
        retry, dead = self.entries("retry"), self.entries("dead")
        self.assertEqual(set(dead), DEAD | {"one time"})
        self.assertEqual(set(retry), set(OPTIONS) - DEAD - GONE - {"one time"})
        for name, ((ours, _), (theirs, _)) in (retry | dead).items():
            with self.subTest(name):
                self.assert_alike(ours, theirs)
                if name not in DEAD:
                    self.assertEqual((ours["retry_count"], kind_of("retried_at", ours["retried_at"])), (1, "time"))


def readable(job):
    """A job without what is its own, its backtrace as lines."""
    job = {key: kind_of(key, value) if key in OWN else value for key, value in job.items()}
    if "error_backtrace" in job:
        job["error_backtrace"] = json.loads(zlib.decompress(base64.b64decode(job["error_backtrace"])))
    return job
