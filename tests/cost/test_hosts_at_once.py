"""Fifty hosts at the same instant: what the losers ask of Redis."""

from harness import RedisTest, instant, iso, schedule
from test_hosts import Gate

HOSTS, SCHEDULES = 50, 1_000
START = instant("2026-03-01T12:00:30Z")


class AtOnce(RedisTest):
    alone = "fifty hosts that do not come at the same instant beat each other in turn"

    def run_all(self, hosts, minute):
        command = self.command("--format", "json", now=iso(START + 60 * minute))
        gate = Gate([command] * hosts, self.environment())
        return sum(self.commands_during(lambda: self.assertEqual({status for status, _ in gate.open()}, {0})).values())

    def test_losers_ask_for_little(self):
        self.configure(*(schedule(f"s{i}") for i in range(SCHEDULES)))
        self.run_all(1, 0)
        alone = self.run_all(1, 1)
        self.assertGreater(alone, SCHEDULES)
        self.assertLess(self.run_all(HOSTS, 2), 10_000)
        self.assertEqual(len(self.jobs()), 3 * SCHEDULES)
