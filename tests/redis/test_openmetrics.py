"""status --format openmetrics: what Prometheus reads of schedules and queues."""

import json
import re

from harness import EX_CONFIG, EX_UNAVAILABLE, EX_USAGE, NOW, RedisTest, free_port, instant, schedule

SAMPLE = re.compile(r'([a-z_]+)(?:\{([a-z]+)="((?:[^"\\]|\\.)*)"\})? (-?\d+)\Z')


def samples(text):
    """{(metric, label's value): number}; that the document has the form of both formats is checked on the way."""
    *lines, end = text.splitlines()
    assert end == "# EOF" and text.endswith("\n"), text
    found, typed = {}, None
    for line in lines:
        if line.startswith("# HELP "):
            typed = None
            helped = line.split(" ", 3)[2]
        elif line.startswith("# TYPE "):
            assert line == f"# TYPE {helped} gauge", line
            typed = helped
        else:
            name, _, value, number = SAMPLE.match(line).groups()
            assert name == typed, "the samples of a gauge stand together, behind its head"
            assert (name, value) not in found, line
            found[name, value] = int(number)
    return found


class OpenMetrics(RedisTest):
    def metrics(self, *args, now=NOW, status=0):
        result = self.sidetick("status", "--format", "openmetrics", "--now", now, *args, status=status)
        return samples(result.stdout), result.stderr

    def test_each_gauge_of_a_schedule_and_of_its_queue(self):
        self.configure(schedule("report", "*/10 * * * *", queue="low"), schedule("off", enabled=False),
                       schedule('a "b" \\ c', "0 0 1 1 *"))
        self.run_at("2026-03-01T12:00:00Z")
        now = "2026-03-01T12:25:30Z"
        self.redis("RPUSH", "queue:low", json.dumps({"class": "W", "enqueued_at": instant(now) - 90}))
        found, stderr = self.metrics(now=now)
        self.assertEqual(stderr, "")
        self.assertEqual(found["sidetick_up", None], 1)
        for name, number in (("enabled", 1), ("lag_seconds", 15 * 60 + 30), ("dropped_ticks", 0),
                             ("cursor_timestamp_seconds", instant("2026-03-01T12:00:00Z")),
                             ("last_tick_timestamp_seconds", instant("2026-03-01T12:00:00Z")),
                             ("next_tick_timestamp_seconds", instant("2026-03-01T12:30:00Z")),
                             ("complete_since_timestamp_seconds", 0)):
            self.assertEqual(found[f"sidetick_{name}", "report"], number, name)
        self.assertEqual(found["sidetick_enabled", "off"], 0)
        self.assertNotIn(("sidetick_lag_seconds", "off"), found)
        self.assertEqual(found["sidetick_enabled", r'a \"b\" \\ c'], 1)
        self.assertEqual((found["sidetick_queue_length", "low"], found["sidetick_queue_latency_seconds", "low"]), (2, 90))
        self.assertEqual((found["sidetick_queue_length", "default"],
                          found["sidetick_queue_latency_seconds", "default"]), (0, 0))

    def test_dropped_ticks_are_counted(self):
        self.configure(schedule("report", "*/10 * * * *"))
        self.run_at("2026-03-01T06:00:00Z")
        self.run_at("2026-03-01T12:00:00Z")
        self.assertEqual(self.metrics()[0]["sidetick_dropped_ticks", "report"], 29)

    def test_a_queue_of_another_type_and_one_that_may_not_be_looked_at_are_left_out(self):
        self.configure(schedule("report", queue="low"), schedule("mail"))
        self.redis("SET", "queue:low", "x")
        found, _ = self.metrics()
        self.assertEqual([label for name, label in found if name == "sidetick_queue_length"], ["default"])

    def test_reads_alone(self):
        self.configure(schedule("report"))
        self.run_at(NOW)
        before = {key: self.redis("DUMP", key) for key in self.redis("KEYS", "*")}
        self.metrics()
        self.assertEqual({key: self.redis("DUMP", key) for key in self.redis("KEYS", "*")}, before)

    def test_there_is_a_document_whatever_happens(self):
        down = {("sidetick_up", None): 0}
        self.config.write_text(f'[redis]\nurl = "redis://127.0.0.1:{free_port()}"\n' + schedule("report"))
        found, stderr = self.metrics(status=EX_UNAVAILABLE)
        self.assertEqual(found, down)
        self.assertIn("connection refused", stderr)
        self.config.write_text("nonsense = 1\n")
        self.assertEqual(self.metrics(status=EX_CONFIG)[0], down)

    def test_a_probe_and_metrics_are_two_things(self):
        self.configure(schedule("report"))
        result = self.sidetick("status", "--format", "openmetrics", "--max-lag", "5m", status=EX_USAGE)
        self.assertIn("exclude each other", result.stderr)
