"""What sidekiq-scheduler's web page reads: kept as sidekiq-scheduler keeps it, and no more often than needed."""

import json
import socket
import subprocess
import threading

from harness import NOW, SIDETICK, RedisTest, schedule

WRITES = {"multi", "exec", "zadd", "lpush", "hset", "sadd", "hdel", "zremrangebyscore", "del", "set"}

# A container whose /etc/localtime is a link to UTC, and the file $1 of the host mounted over it.
CONTAINER = """mount -t tmpfs none /etc && ln -s /usr/share/zoneinfo/Etc/UTC /etc/localtime &&
mount --bind "/usr/share/zoneinfo/$1" /etc/localtime && shift && exec "$@" """


class Page(RedisTest):
    def test_what_is_published(self):
        self.configure(
            schedule("report", "0 9 * * *", class_name="ReportWorker", args=["a", 1],
                     queue="reports", time_zone="Asia/Kolkata", description='Say "good morning"'),
            schedule("beat", None, every="45m"),
            "[schedules.once]\nat = 2026-12-31T23:59:00Z\nclass = \"Once\"\nenabled = false\n")
        self.run_at(NOW)
        published = {name: json.loads(text) for name, text in self.hash("schedules").items()}
        self.assertEqual(published, {
            "report": {"cron": "0 9 * * * Asia/Kolkata", "class": "ReportWorker", "queue": "reports",
                       "args": ["a", 1], "retry": True, "description": 'Say "good morning"', "enabled": True},
            "beat": {"every": "45m", "class": "Worker", "queue": "default", "args": [], "retry": True, "enabled": True},
            "once": {"at": "2026-12-31T23:59:00Z", "class": "Once", "queue": "default", "args": [], "retry": True, "enabled": False}})
        self.assertEqual(self.hash("sidekiq-scheduler:next_times"),
                         {"report": "2026-03-02T03:30:00Z", "beat": "2026-03-01T12:45:00Z"}
                         | self.next_time_of("once"))

    def test_in_the_zone_of_a_container_the_data_count_and_fugit_can_read_what_is_published(self):
        if subprocess.run(["unshare", "--mount", "true"], stderr=subprocess.DEVNULL).returncode != 0:
            self.skipTest("this user may not make a mount namespace")
        self.configure(schedule("report", "0 9 * * *"), top='time_zone = "system"')
        for zone, cron, tick in (("Asia/Kolkata", "0 9 * * * +05:30", "2026-03-02T03:30:00Z"),
                                 ("Europe/Berlin", "0 9 * * *", "2026-03-02T08:00:00Z"),
                                 ("Etc/UTC", "0 9 * * * Etc/UTC", "2026-03-02T09:00:00Z")):
            with self.subTest(zone):
                done = subprocess.run(["unshare", "--mount", "sh", "-c", CONTAINER, "sh", zone, SIDETICK, "-c", self.config,
                                       "run", "--now", NOW], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                      timeout=120, env=self.environment())
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.assertEqual(json.loads(self.redis("HGET", "schedules", "report"))["cron"], cron)
                self.assertEqual(self.hash("sidekiq-scheduler:next_times"), {"report": tick})

    def next_time_of(self, name):
        """A disabled schedule may or may not be shown with a next time; nothing else is said of it."""
        value = self.hash("sidekiq-scheduler:next_times").get(name)
        return {} if value is None else {name: value}

    def test_last_and_next_times_follow_the_ticks(self):
        self.configure(schedule("report", "*/5 * * * *"))
        self.run_at("2026-03-01T12:21:00Z")
        self.assertEqual(self.hash("sidekiq-scheduler:last_times"), {})
        self.run_at("2026-03-01T12:30:01Z")
        self.assertEqual(self.hash("sidekiq-scheduler:last_times"), {"report": "2026-03-01T12:30:00Z"})
        self.assertEqual(self.hash("sidekiq-scheduler:next_times"), {"report": "2026-03-01T12:35:00Z"})

    def test_an_edited_entry_is_published_again_and_the_others_are_not(self):
        self.configure(schedule("report"), schedule("mail"))
        self.run_at(NOW)
        self.redis("HSET", "schedules", "mail", "as it was")
        self.configure(schedule("report", class_name="Other"), schedule("mail"))
        self.run_at(NOW)
        self.assertEqual(json.loads(self.redis("HGET", "schedules", "report"))["class"], "Other")
        self.assertEqual(self.redis("HGET", "schedules", "mail"), "as it was")

    def test_it_is_published_again_after_another_program_has_emptied_it(self):
        self.configure(schedule("report", "0 0 1 1 *"), schedule("mail", "0 0 1 1 *"))
        self.run_at(NOW)
        before = self.hash("schedules")
        for emptied in (("DEL", "schedules"), ("HDEL", "schedules", "mail")):
            with self.subTest(emptied):
                self.redis(*emptied)
                self.run_at(NOW)
                self.assertEqual(self.hash("schedules"), before)

    def test_a_schedule_that_has_left_the_file_leaves_the_page(self):
        self.configure(schedule("report"), schedule("mail"))
        self.run_at(NOW)
        self.redis("HSET", "schedules", "stranger", "{}")
        self.redis("HSET", "sidekiq-scheduler:next_times", "stranger", "2026-03-01T13:00:00Z")
        self.configure(schedule("mail"))
        self.run_at(NOW)
        self.assertEqual(sorted(self.hash("schedules")), ["mail", "stranger"])
        self.assertEqual(sorted(self.hash("sidekiq-scheduler:next_times")), ["mail", "stranger"])

    def test_the_prefix_of_the_scheduler_is_apart_from_the_namespace_of_the_queues(self):
        self.configure(schedule("report"), redis='namespace = "exq"\nscheduler_prefix = "my-app"')
        self.run_at(NOW)
        self.assertEqual(sorted(self.redis("KEYS", "*")), [
            "exq:queue:default", "exq:queues", "my-app:schedules",
            "my-app:sidekiq-scheduler:last_times", "my-app:sidekiq-scheduler:next_times",
            "my-app:sidekiq-scheduler:pushed:report", "my-app:sidetick:cursors"])


class Idle(RedisTest):
    def setUp(self):
        super().setUp()
        zones = ("UTC", "Europe/Copenhagen", "Asia/Kolkata", "America/New_York")
        self.configure(*(schedule(f"schedule{n}", "0 3 * * *", time_zone=zones[n % 4]) for n in range(100)))
        self.run_at(NOW)

    def test_an_idle_run_reads_once_and_writes_nothing(self):
        calls = self.commands_during(lambda: self.run_at("2026-03-01T12:35:00Z"))
        self.assertFalse(WRITES & set(calls), calls)
        self.assertEqual({name: n for name, n in calls.items() if name not in ("client|setname", "client|setinfo")},
                         {"watch": 1, "time": 1, "hgetall": 2, "hkeys": 1})

    def test_an_idle_run_is_one_round_trip(self):
        with CountingProxy(self.server.port) as proxy:
            text = self.config.read_text().replace(f":{self.server.port}/", f":{proxy.port}/")
            self.config.write_text(text)
            result = self.run_json("2026-03-01T12:36:00Z")
        self.assertEqual((proxy.round_trips, result["round_trips"]), (1, 1))
        self.assertEqual((result["enqueued"], result["skipped"]), ([], []))

    def test_a_run_with_a_tick_is_at_most_four(self):
        # Few enough for a transaction of one piece: of more, Redis answers the first while the second is sent.
        self.configure(*(schedule(f"schedule{n}", "0 3 * * *") for n in range(5)))
        self.run_at(NOW)
        with CountingProxy(self.server.port) as proxy:
            text = self.config.read_text().replace(f":{self.server.port}/", f":{proxy.port}/")
            self.config.write_text(text)
            result = self.run_json("2026-03-02T03:00:01Z")
        self.assertEqual(len(result["enqueued"]), 5)
        self.assertEqual(proxy.round_trips, result["round_trips"])
        self.assertLessEqual(proxy.round_trips, 4)


class CountingProxy:
    """Stands before a server and counts how often the direction turns from asking to answering."""

    def __init__(self, port):
        self.round_trips = 0
        self.asking = False
        self.server_port = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.lock = threading.Lock()

    def __enter__(self):
        self.thread = threading.Thread(target=self.serve)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.thread.join()
        self.listener.close()

    def serve(self):
        client, _ = self.listener.accept()
        server = socket.create_connection(("127.0.0.1", self.server_port))
        ways = [threading.Thread(target=self.pump, args=way) for way in ((client, server, True), (server, client, False))]
        for way in ways:
            way.start()
        for way in ways:
            way.join()
        client.close()
        server.close()

    def pump(self, source, target, asks):
        while data := receive(source):
            with self.lock:
                self.round_trips += int(self.asking and not asks)
                self.asking = asks
            target.sendall(data)
        try:
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the other side has closed it


def receive(source):
    try:
        return source.recv(65536)
    except OSError:
        return b""
