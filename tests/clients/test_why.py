"""why: where a job is that a real Sidekiq has in hand, has failed with, has given up, or is through with."""

from clients import HERE, ClientTest, wait_until
from harness import NOW, iso, schedule

TICK = "2026-03-01T12:34:00Z"


class Why(ClientTest):
    def job(self, name):
        document = self.sidetick("why", name, TICK, "--format", "json").json
        self.assertEqual(document["answers"][0]["verdict"], "enqueued", document)
        return document["answers"][0]["job"]

    def score(self, key):
        return int(float(self.redis("ZRANGE", key, 0, -1, "WITHSCORES")[1]))

    def test_each_place(self):
        self.configure(schedule("waiting", class_name="Recorder", queue="nobody's"), schedule("busy", class_name="Blocked"),
                       schedule("failing", class_name="Failing", args=["a"]),
                       schedule("dying", class_name="Failing", args=["b"], retry=0), schedule("done", class_name="Recorder"))
        self.run_at(NOW)
        self.assertEqual(self.job("busy")["place"], "waiting")
        process = self.start("sidekiq", "-r", str(HERE / "workers.rb"), "-e", "test", "-c", "2", "-q", "default", log="sidekiq")
        wait_until(lambda: self.redis("LLEN", "told") >= 3, "three jobs", process)
        # It says every five seconds what it works at.
        busy = wait_until(lambda: job if (job := self.job("busy"))["place"] == "working" else None, "the busy job", process)
        self.assertEqual([busy["process"]], self.redis("SMEMBERS", "processes"))
        self.assertRegex(busy["at"], r"^20\d\d-")
        self.assertEqual((busy["queue"], self.job("waiting")["place"], self.job("waiting")["position"]), ("default", "waiting", 1))
        failing, dying = self.job("failing"), self.job("dying")
        self.assertEqual((failing["place"], failing["retry"], failing["error"]), ("retry", 1, "ArgumentError: a: não"))
        self.assertEqual((dying["place"], dying["error"]), ("dead", "ArgumentError: b: não"))
        for job, key in ((failing, "retry"), (dying, "dead")):
            self.assertEqual(job["at"], iso(self.score(key)))
        self.redis("LPUSH", "release", "now")
        wait_until(lambda: self.redis("LLEN", "told") >= 4, "the busy job's end", process)
        process.terminate()
        self.assertEqual(process.wait(60), 0)
        self.assertEqual([self.job(name)["place"] for name in ("busy", "done")], ["gone", "gone"])
