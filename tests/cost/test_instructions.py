"""Instructions from start to exit, which repeat where times do not.

What is held to 10% is the program's own code, that of libstdc++ included, for a compiler whose figures
are in instructions.json: libc picks its functions by the CPU, so its share and the loader's are another
one on another machine. All together is compared with redis-cli, counted in the same run on the same one:
one tick is at most half of it, and MOST_OF_ONE_TICK for such a compiler.
RECORD_INSTRUCTIONS=1 writes the figures instead; they belong into the commit that changes them."""

import json
import os
import pathlib
import platform
import re

from harness import NOW, SIDETICK, RedisTest, instant, iso, schedule
from stopwatch import instructions
from workload import in_ten_zones

FIGURES = pathlib.Path(__file__).resolve().with_name("instructions.json")
TOLERANCE = 0.10
MOST_OF_ALL = 2_000_000  # of one tick
MOST_OF_ONE_TICK = 0.08  # of what redis-cli TIME takes
MOST_OF_IDLE = 0.82


def build():
    """"x86_64 GCC 12": what decides the instructions of the program itself."""
    compiler = re.search(rb"GCC: \([^)]*\) (\d+)\.", pathlib.Path(SIDETICK).read_bytes())
    return f"{platform.machine()} {'GCC ' + compiler[1].decode() if compiler else 'another compiler'}"


class Instructions(RedisTest):
    def count(self, now):
        """(all, by object)"""
        return instructions(self.command(now=now))

    def of_redis_cli(self):
        return instructions(["redis-cli", "-p", self.server.port, "TIME"])[0]

    def assert_as_recorded(self, name, objects, most):
        """`most`: all together, of what redis-cli takes."""
        own = objects[pathlib.Path(SIDETICK).name]
        recorded = json.loads(FIGURES.read_text())
        if os.environ.get("RECORD_INSTRUCTIONS"):
            recorded.setdefault(build(), {})[name] = own
            FIGURES.write_text(json.dumps(recorded, indent=2, sort_keys=True) + "\n")
        expected = recorded.get(build(), {}).get(name)
        if expected is None:
            self.skipTest(f"no figure of {build()} is recorded; now: {own:,}")
        self.assertLessEqual(abs(own / expected - 1), TOLERANCE,
                             f"{name}: {own:,} instructions, {expected:,} are recorded: if that is meant, "
                             "record it with RECORD_INSTRUCTIONS=1 tests/run.sh --suite cost")
        self.assertLessEqual(sum(objects.values()) / self.of_redis_cli(), most, f"{name}, of redis-cli TIME")

    def test_one_tick(self):
        self.configure(schedule("a"))
        self.run_at(NOW)
        total, objects = self.count(iso(instant(NOW) + 60))
        self.assertEqual(self.ledger("a")[-1], instant(NOW) + 30)
        self.assertEqual(total, sum(objects.values()))
        self.assertFalse([name for name in objects if name.startswith("libm.")], "it is a twentieth of the run")
        self.assertLess(total, MOST_OF_ALL)
        self.assertLess(total, 0.5 * self.of_redis_cli())
        self.assertEqual([name for name in objects if re.search("ssl|crypto|stdc", name)], [],
                         "what a plain run does not need is loaded")
        self.assertNotIn(b"_ZNSt8ios_base4InitC", pathlib.Path(SIDETICK).read_bytes(),
                         "something includes <iostream>, whose streams are made at each start")
        self.assert_as_recorded("one tick", objects, MOST_OF_ONE_TICK)

    def test_a_hundred_schedules_and_none_due(self):
        self.configure(*in_ten_zones(100))
        now = "2026-03-02T00:00:30Z"
        self.run_at(now)
        _, objects = self.count(now)
        self.assert_as_recorded("100 schedules, idle", objects, MOST_OF_IDLE)
