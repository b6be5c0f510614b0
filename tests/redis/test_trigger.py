"""trigger: one whole job now, outside of the schedule, and never two."""

import os
import socket
import subprocess
import threading

import harness
from harness import EX_CONFIG, EX_DATA, EX_TEMPORARY, EX_USAGE, NOW, RedisTest, schedule

EX_OUTPUT = 74


class Trigger(RedisTest):
    def test_a_whole_job_with_a_jid_of_its_own(self):
        self.configure(schedule("report", "0 9 * * *", class_name="ReportWorker", queue="reports", retry=5,
                                args=["{tick.unix}", "{schedule}"], template=True, job={"tags": ["x"]}))
        jids = set()
        for _ in range(3):
            result = self.sidetick("trigger", "report")
            self.assertRegex(result.stdout, r"\Aenqueued report \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ jid=[0-9a-f]{24} queue=reports\n\Z")
            self.assertEqual(result.stderr, "")
            jids.add(result.stdout.split("jid=")[1].split()[0])
        jobs = self.jobs("reports")
        self.assertEqual({job["jid"] for job in jobs}, jids)
        self.assertEqual(len(jids), 3)
        job, now = jobs[0], self.redis("TIME")
        self.assertAlmostEqual(job["enqueued_at"], int(now[0]), delta=60)
        self.assertEqual(job, {"class": "ReportWorker", "args": [str(int(job["enqueued_at"])), "report"],
                               "queue": "reports", "retry": 5, "tags": ["x"], "jid": job["jid"],
                               "created_at": job["enqueued_at"], "enqueued_at": job["enqueued_at"]})
        self.assertEqual(sorted(self.redis("KEYS", "*")), ["queue:reports", "queues"], "no ledger, no cursor")
        self.assertEqual(self.redis("SMEMBERS", "queues"), ["reports"])

    def test_a_run_enqueues_its_ticks_all_the_same(self):
        self.configure(schedule("report"))
        self.sidetick("trigger", "report")
        self.assertEqual(len(self.run_json(NOW)["enqueued"]), 1)
        self.assertEqual(len(self.jobs()), 2)

    def test_json_queue_and_silence(self):
        self.configure(schedule("report"))
        document = self.sidetick("trigger", "report", "--queue", "low", "--format", "json").json
        job = self.jobs("low")[0]
        self.assertEqual(document, {"schedule": "report", "tick": document["tick"], "jid": job["jid"], "queue": "low"})
        self.assertEqual(job["queue"], "low")
        self.assertEqual(self.sidetick("trigger", "report", "-q").stdout, "")

    def test_a_disabled_schedule_is_triggered_and_that_is_said(self):
        self.configure(schedule("report"), schedule("off", enabled=False))
        self.sidetick("disable", "report")
        for name, by in (("report", "by its switch in Redis"), ("off", "in the file")):
            result = self.sidetick("trigger", name)
            self.assertEqual(result.stderr, f'sidetick: warning: schedule "{name}": is disabled {by}, and triggered all '
                                            "the same\n")
        self.assertEqual(len(self.jobs()), 2)

    def test_wrong_names_and_wrong_schedules(self):
        self.configure(schedule("report"), schedule("wrong", "0 25 * * *"))
        for args, status in ((("wrong",), EX_CONFIG), (("repotr",), EX_USAGE), ((), EX_USAGE), (("report", "report"), EX_USAGE)):
            with self.subTest(args):
                self.sidetick("trigger", *args, status=status)
                self.assertEqual(self.redis("DBSIZE"), 0)
        result = self.sidetick("trigger", "report", status=EX_CONFIG)
        self.assertIn("enqueued report", result.stdout)
        self.assertEqual(len(self.jobs()), 1)

    def test_a_key_of_another_type_is_found_before_the_transaction(self):
        self.configure(schedule("report"))
        for key, needed in (("queue:default", "list"), ("queues", "set")):
            with self.subTest(key):
                self.redis("FLUSHALL")
                self.redis("SET", key, "x")
                calls = self.commands_during(lambda: self.assertRegex(
                    self.sidetick("trigger", "report", status=EX_DATA).stderr,
                    rf'\Asidetick: error: redis://\S+: redis key "{key}" is a string, not a {needed}: nothing was '
                    r"enqueued; rename or delete it\n\Z"))
                self.assertFalse({"lpush", "sadd", "exec"} & set(calls), calls)
                self.assertEqual(self.redis("DBSIZE"), 1)

    def test_a_reader_that_has_gone_is_told_when_something_was_written(self):
        self.configure(schedule("report", "0 9 * * *"))
        for command, status in (("trigger", EX_OUTPUT), ("status", 0)):
            reading, writing = os.pipe()
            os.close(reading)
            result = subprocess.run([harness.SIDETICK, "-c", str(self.config), command, "report"], stdout=writing,
                                    stderr=subprocess.PIPE, text=True, env=self.measured_environment(), check=False)
            os.close(writing)
            self.assertEqual(result.returncode, status, result.stderr)
            self.assertEqual("standard output: cannot be written: Broken pipe" in result.stderr, status != 0)
        self.assertEqual(self.redis("LLEN", "queue:default"), 1)

    def test_a_lost_answer_is_told_and_the_job_is_not_sent_again(self):
        self.configure(schedule("report"))
        with Cut(self.server.port, b"EXEC") as cut:
            self.config.write_text(self.config.read_text().replace(f":{self.server.port}/", f":{cut.port}/"))
            result = self.sidetick("trigger", "report", status=EX_TEMPORARY)
        self.assertEqual(cut.connections, 1)
        jobs = self.jobs()
        self.assertEqual(len(jobs), 1)
        self.assertRegex(result.stderr, r"\Asidetick: error: redis://\S+: [^\n]*may or may not have been enqueued[^\n]*"
                                        rf'look for jid {jobs[0]["jid"]} in queue "default"[^\n]*\n\Z')
        self.assertEqual(result.stdout, "")

    def test_what_is_lost_before_the_transaction_is_tried_again(self):
        self.configure(schedule("report"))
        with Cut(self.server.port, b"TIME") as cut:
            self.config.write_text(self.config.read_text().replace(f":{self.server.port}/", f":{cut.port}/"))
            self.sidetick("trigger", "report")
        self.assertEqual(cut.connections, 2)
        self.assertEqual(len(self.jobs()), 1)

    def test_replicas_that_do_not_confirm_are_warned_of_and_nothing_is_sent_again(self):
        self.configure(schedule("report"), redis="min_replicas = 1")
        result = self.sidetick("trigger", "report")
        self.assertIn("0 of 1 replicas confirmed", result.stderr)
        self.assertEqual(len(self.jobs()), 1)


class Cut:
    """Stands before a server, and takes away the first answer to what has `word` in it."""

    def __init__(self, port, word):
        self.server_port, self.word = port, word
        self.connections = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]

    def __enter__(self):
        self.thread = threading.Thread(target=self.serve)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.thread.join()
        self.listener.close()

    def serve(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            with client, socket.create_connection(("127.0.0.1", self.server_port)) as server:
                self.converse(client, server)

    def converse(self, client, server):
        while data := client.recv(65536):
            server.sendall(data)
            answer = server.recv(65536)
            if self.word in data and self.connections == 1:
                return
            client.sendall(answer)
