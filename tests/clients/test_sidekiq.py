"""A real Sidekiq runs what sidetick enqueues: each job once, with the arguments that the configuration gives it."""

import json
import unittest

import harness
from clients import HERE, PATIENCE, TIMES, ClientTest, kind_of, sidekiq_version, wait_until
from harness import NOW, instant, minutes, schedule

EXAMPLE = harness.ROOT / "examples/sidetick.toml"


class Example(ClientTest):
    # A Monday, 09:15 in Kolkata.
    NOW = "2026-03-02T03:45:10Z"

    def run_example(self):
        self.config = EXAMPLE
        self.assertEqual(self.run_at(self.NOW, env={"REDIS_URL": self.server.url}).stderr, "")

    def test_each_job_runs_once_with_its_arguments(self):
        self.run_example()
        self.run_example()  # as a second host
        log = self.folder / "jobs"
        told = self.work(7, "default", "reports", JOBS_LOG=str(log))
        report = ["daily", {"format": "csv"}]
        self.assertCountEqual([(job["class"], job["queue"], job["args"]) for job in told.values()], [
            ("CleanupWorker", "default", []), ("HeartbeatWorker", "default", []), ("MarketOpenWorker", "default", []),
            *(("SignUpReportWorker", "reports", report + [{"scheduled_at": float(instant(f"2026-03-02T{time}:00Z"))}])
              for time in ("03:00", "03:15", "03:30", "03:45"))])
        self.assertEqual({job["outcome"] for job in told.values()}, {"done"})
        noted = [json.loads(line) for line in log.read_text().splitlines()]
        self.assertCountEqual([(job["class"], job["jid"]) for job in noted], [(job["class"], jid) for jid, job in told.items()])
        self.assertEqual((self.redis("GET", "stat:processed"), self.redis("GET", "stat:failed")), ("7", "0"))


class Doctor(ClientTest):
    def test_it_knows_which_queues_a_real_process_takes(self):
        self.configure(schedule("taken", queue="reports"), schedule("untaken", queue="reprots"))
        self.assertEqual(self.states(), {"workers": ["warning"], "reports": ["ok"], "reprots": ["ok"]})
        process = self.start("sidekiq", "-r", str(HERE / "workers.rb"), "-e", "test", "-c", "2", "-q", "reports", log="sidekiq")
        wait_until(lambda: self.redis("SCARD", "processes"), "a heartbeat", process)
        self.assertEqual(self.states(), {"workers": ["ok"], "reports": ["ok"], "reprots": ["warning"]})
        process.terminate()
        self.assertEqual(process.wait(PATIENCE), 0)
        self.assertEqual(self.states()["workers"], ["warning"])

    def states(self):
        """What doctor says of the workers and of each queue."""
        states = {}
        for check in self.sidetick("doctor", "--format", "json").json["checks"]:
            if check["check"] == "workers":
                states["workers"] = [check["state"]]
            elif check["check"] == "queue":
                states[check["text"].split('"')[1]] = [check["state"]]
        return states


# Name -> arguments, as TOML and as JSON hold them.
ARGUMENTS = {
    "empty": [],
    "unicode": ["é€😀", "日本語", "\u202eabc", "q\"\\\n\t\x01", ""],
    "numbers": [0, -1, 2**31, 2**53 + 1, 2**63 - 1, -2**63],
    "floats": [0.1, -2.5, 1e100, 1e-7, 1.0, 123456789.123456789],
    "nested": [{"a": [1, {"b": [True, False, {}]}], "Ü": "ü"}, [[], [[]]]],
    "long": ["x" * 100_000],
    "as deep as may be": json.loads("[" * 90 + "]" * 90),
}
RECORDER = {"class_name": "Recorder"}


class Arguments(ClientTest):
    def recorded(self):
        return [(job["args"], job["types"]) for job in self.told("performed")]

    def test_they_are_the_same_as_of_jobs_that_sidekiqs_own_client_pushes(self):
        self.configure(*(schedule(name, args=args, **RECORDER) for name, args in ARGUMENTS.items()))
        self.run_at(NOW)
        self.work(len(ARGUMENTS))
        ours = self.recorded()
        self.redis("FLUSHALL")
        self.ruby("push.rb", stdin=[{"class": "Recorder", "args": args} for args in ARGUMENTS.values()])
        self.work(len(ARGUMENTS))
        self.assertCountEqual(ours, self.recorded())
        self.assertCountEqual([args for args, _ in ours], ARGUMENTS.values())

    def test_metadata_templates_backfilled_ticks_and_a_triggered_one(self):
        self.configure(
            schedule("metadata", "*/30 * * * *", args=["a"], include_metadata=True, first_run="window", **RECORDER),
            schedule("template", "0 12 * * *", args=["{tick:%Y-%m-%d}", {"until": "{next_tick}", "of": "{schedule}"}],
                     template=True, time_zone="Europe/Copenhagen", first_run="window", missed_jobs_window="3h", **RECORDER),
            schedule("past", "0 0 * * *", args=["day"], include_metadata=True, queue="low", **RECORDER))
        self.run_at(NOW)
        self.sidetick("backfill", "past", "--from", "2026-02-01", "--to", "2026-02-04", "--force")
        triggered = self.sidetick("trigger", "past", "--format", "json").json
        self.work(7, "default", "low")
        scheduled = [{"scheduled_at": float(tick)} for tick in minutes("12:00", "12:30", 30)]
        self.assertCountEqual([args for args, _ in self.recorded()], [
            *(["a", metadata] for metadata in scheduled),
            ["2026-03-01", {"until": "2026-03-02T12:00:00+01:00", "of": "template"}],
            *(["day", {"scheduled_at": float(instant(f"2026-02-0{day}T00:00:00Z"))}] for day in (1, 2, 3)),
            ["day", {"scheduled_at": float(instant(triggered["tick"]))}]])


class Namespace(ClientTest):
    @unittest.skipIf(sidekiq_version() >= (7,), "Sidekiq 7 refuses namespaces")
    def test_jobs_in_a_namespace_are_run_by_a_sidekiq_with_redis_namespace(self):
        self.configure(schedule("report", args=["a"], queue="reports", **RECORDER), redis='namespace = "my-app"')
        self.run_at(NOW)
        self.assertEqual([*self.ruby("queues.rb", SIDEKIQ_NAMESPACE="my-app")], ["reports"])
        told = self.work(1, "reports", SIDEKIQ_NAMESPACE="my-app")
        self.assertEqual([job["args"] for job in told.values()], [["a"]])
        self.assertEqual(self.redis("GET", "my-app:stat:processed"), "1")


class Latency(ClientTest):
    """What Sidekiq::Queue#latency says: the age of the oldest job, right to a second."""

    def queue(self, name="default"):
        return self.ruby("queues.rb")[name]

    def clock(self):
        seconds, microseconds = map(int, self.redis("TIME"))
        return seconds + microseconds / 1e6

    def test_of_a_job_of_now(self):
        self.configure(schedule("report"))
        before = self.clock()
        self.run_at(None)
        after = self.clock()
        queue = self.queue()
        # Between the two readings of its clock, Sidekiq asks Redis.
        self.assertGreaterEqual(queue["latency"], queue["asked_at"] - after - 1)
        self.assertLessEqual(queue["latency"], self.clock() - before + 1)

    def test_of_jobs_that_have_waited(self):
        """Several runs, hours apart: it is the first that counts, to the second, also in the Web page's rows."""
        self.configure(schedule("report", "0 * * * *"))
        runs = ["2026-03-01T12:00:30Z", "2026-03-01T13:00:07Z"]
        for now in runs:
            self.run_at(now)
        queue = self.queue()
        self.assertEqual(queue["size"], 2)
        self.assertAlmostEqual(queue["latency"], queue["asked_at"] - instant(runs[0]), delta=1)
        oldest_last = [queue["asked_at"] - instant(now) for now in reversed(runs)]
        for job, latency in zip(queue["jobs"], oldest_last):
            self.assertAlmostEqual(job["latency"], latency, delta=1)
        for key in ("created_at", "enqueued_at", "in_8"):
            self.assertEqual([job[key] for job in queue["jobs"]], ["2026-03-01 13:00:07 UTC", "2026-03-01 12:00:30 UTC"], key)


class ActiveJob(ClientTest):
    def test_it_is_performed_as_one_that_perform_later_enqueued(self):
        args = ["a", 1, 2.5, {"format": "csv", "of": [1]}, [True, "ü"]]
        self.configure(schedule("report", class_name="ReportJob", args=args, active_job=True, queue="low"))
        self.run_at(NOW)
        (payload,) = self.jobs("low")
        (pushed,) = self.ruby("push.rb", stdin=[{"active_job": "ReportJob", "args": args, "queue": "low"}])
        theirs, = (job for job in self.jobs("low") if job["jid"] == pushed)
        # What ActiveJob puts around it and into it: the same keys, types as theirs but for what a scheduler lacks.
        around = kinds(theirs)["args"][0]
        around.pop("scheduled_at", None)  # since Rails 7.1, which does without as well
        self.assertEqual(kinds(payload), kinds(theirs) | {"args": [
            around | {"locale": None, "timezone": None, "arguments": kinds(payload["args"][0]["arguments"])}]})
        self.work(2, "low")
        ours, other = sorted(self.told("performed"), key=lambda job: job["provider_job_id"] == pushed)
        self.assertEqual({key: ours[key] for key in ("by", "args", "types", "queue", "executions", "zone", "locale")},
                         {key: other[key] for key in ("by", "args", "types", "queue", "executions", "zone", "locale")})
        self.assertEqual((ours["args"], ours["zone"], ours["locale"]), (args, "Asia/Kolkata", "da"))
        self.assertEqual((ours["provider_job_id"], ours["enqueued_at"]), (payload["jid"], instant(NOW)))
        self.assertRegex(ours["job_id"], "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")

    def test_what_import_makes_of_sidekiq_schedulers_keyword_argument_is_performed_with_keywords(self):
        self.redis("HSET", "schedules", "report", json.dumps({
            "cron": "* * * * *", "class": "KeywordJob", "queue": "low", "args": {"format": "csv", "of": {"a": [{"b": 1}]}},
            "keyword_argument": True}))
        url = {"REDIS_URL": self.server.url}
        self.config.write_text("")
        self.config.write_text(self.sidetick("import", env=url).stdout)
        self.run_at(NOW, env=url)
        self.work(1, "low")
        self.assertEqual(self.told("performed"), [{"format": "csv", "of": "{:a=>[{:b=>1}]}"}])

    def test_what_import_makes_of_an_object_without_keyword_argument_is_performed_with_one_hash(self):
        self.redis("HSET", "schedules", "report", json.dumps({
            "cron": "* * * * *", "class": "HashJob", "queue": "low", "args": {"format": "csv", "of": {"a": 1}}}))
        url = {"REDIS_URL": self.server.url}
        self.config.write_text("")
        self.config.write_text(self.sidetick("import", env=url).stdout)
        self.run_at(NOW, env=url)
        self.work(1, "low")
        self.assertEqual(self.told("performed"), [{"options": '{:format=>"csv", :of=>{"a"=>1}}', "keywords": "{}"}])

    def test_retry_on_enqueues_it_again_as_one_that_perform_later_enqueued(self):
        self.configure(schedule("flaky", class_name="FlakyJob", args=["a"], active_job=True))
        self.run_at(NOW)
        (ours,) = self.jobs()
        self.ruby("push.rb", stdin=[{"active_job": "FlakyJob", "args": ["a"], "queue": "default"}])
        self.work(2)
        again = [json.loads(payload) for payload in self.redis("ZRANGE", "schedule", 0, -1)]
        self.assertEqual(len(again), 2)
        self.assertEqual(kinds(again[0]), kinds(again[1]))
        ids = [job["args"][0]["job_id"] for job in again]
        self.assertIn(ours["args"][0]["job_id"], ids)
        self.assertEqual([job["args"][0]["executions"] for job in again], [1, 1])


def kinds(value):
    """A value with its leaves replaced by the names of their types."""
    if isinstance(value, dict):
        return {key: kind_of(key, part) if key in TIMES else kinds(part) for key, part in value.items()}
    if isinstance(value, list):
        return [kinds(part) for part in value]
    return None if value is None else type(value).__name__
