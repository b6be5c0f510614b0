"""How often each path waits for Redis, and what it asks: counted by the program, by the server and by
what stands between them."""

import json
import subprocess

from harness import NOW, RedisTest, instant, iso, schedule
from test_hosts import Gate
from workload import Recorder

SET_UP = {"client|setname": 1}
REUSE = {"multi": 1, "discard": 1}  # of a connection that has been looked through before
LOOK = {"watch": 1, "time": 1, "hgetall": 2, "hkeys": 1}
LATER = iso(instant(NOW) + 60)


class Intruder(Recorder):
    """Lets another host write a cursor right before the first EXEC."""

    intruded = False

    def keep(self, chunk):
        super().keep(chunk)
        if b"EXEC" in chunk and not self.intruded:
            self.intruded = True
            with_cli = ["redis-cli", "-p", str(self.server[1]), "HSET", "sidetick:cursors", "other", "1 a.b"]
            subprocess.run(with_cli, check=True, capture_output=True, stdin=subprocess.DEVNULL)


def added(*counts):
    total = {}
    for each in counts:
        for command, calls in each.items():
            total[command] = total.get(command, 0) + calls
    return total


def check(ledgers, queues=1):
    """Before a transaction: ledgers and types under WATCH."""
    return {"watch": 1, "zrangebyscore": ledgers, "zrange": ledgers, "type": queues + 1 + 3, "multi": 1}


def transaction(ledgers, queues=1, hashes=3):
    """Jobs, and the hashes of cursors, last and next times."""
    return {"zadd": ledgers, "persist": ledgers, "sadd": 1, "lpush": queues, "hset": hashes, "exec": 1}


class RoundTrips(RedisTest):
    def setUp(self):
        super().setUp()
        self.configure(schedule("a"))

    def run_counted(self, *args):
        """(round trips by its own count, commands by the server's)"""
        out = {}
        commands = self.commands_during(lambda: out.update(self.run_json(*args)))
        return out["round_trips"], commands, out

    def assert_cost(self, counted, round_trips, commands):
        self.assertEqual(counted[0], round_trips)
        self.assertEqual(counted[1], commands)

    def test_nothing_due_is_one_round_trip_and_writes_nothing(self):
        self.run_at(NOW)
        self.assert_cost(self.run_counted(NOW), 1, added(SET_UP, LOOK))

    def test_many_schedules_of_which_none_is_due_are_one_round_trip_too(self):
        zones = ("UTC", "Asia/Tokyo")
        self.configure(*(schedule(f"s{i}", "0 9 * * *", time_zone=zones[i % 2]) for i in range(100)))
        self.run_at(NOW)
        self.assert_cost(self.run_counted(NOW), 1, added(SET_UP, LOOK))

    def test_one_due_tick_is_three_round_trips(self):
        self.run_at(NOW)
        self.assert_cost(self.run_counted(LATER), 3, added(SET_UP, LOOK, check(1), transaction(1)))

    def test_a_ledger_that_is_trimmed_costs_a_command_more(self):
        self.configure(schedule("a"), top='history = "1h"')
        self.run_at(NOW)
        self.run_at(iso(instant(NOW) + 3600))
        later = iso(instant(NOW) + 3600 + 360)
        self.assert_cost(self.run_counted(later), 3,
                         added(SET_UP, LOOK, check(1), transaction(1), {"zremrangebyscore": 1}))

    def test_a_ledger_that_is_shortened_costs_two_round_trips_more(self):
        """At one in 32 ticks; where it is not worth it, nothing is written."""
        key = "sidekiq-scheduler:pushed:a"
        turn = (instant(NOW) // 60 // 32 + 1) * 32 * 60
        shorten = {"watch": 1, "zrangebyscore": 1, "multi": 1}
        for old, more in ((60, {"zrem": 1, "zadd": 1, "exec": 1}), (10, {"discard": 1})):
            with self.subTest(old):
                self.redis("FLUSHALL")
                self.redis("ZADD", key, *(turn - 7200 + 60 * n for n in range(old) for _ in range(2)))
                self.run_at(iso(turn - 30))
                self.assert_cost(self.run_counted(iso(turn + 1)), 5,
                                 added(SET_UP, LOOK, check(1), transaction(1), shorten, more))
                self.assert_cost(self.run_counted(iso(turn + 61)), 3, added(SET_UP, LOOK, check(1), transaction(1)))

    def test_a_ledger_of_a_week_is_small(self):
        """After a week's catching up, and as many runs as there are before and after one that puts it together."""
        for cron, step, limit in (("* * * * *", 60, 2048), ("0 * * * *", 3600, 1024), ("0 9 * * *", 86400, 256)):
            with self.subTest(cron):
                self.redis("FLUSHALL")
                self.configure(schedule("a", cron, missed_jobs_window="7d"))
                begin = instant(NOW)
                for now in (begin - 7 * 86400, *range(begin, begin + 64 * step, step)):
                    self.run_at(iso(now), "-q")
                    size = self.redis("MEMORY", "USAGE", "sidekiq-scheduler:pushed:a") or 0
                    self.assertLessEqual(size, limit, iso(now))

    def test_ticks_that_seem_to_be_dropped_are_one_round_trip_more(self):
        self.configure(schedule("a", "0 12 * * *"), schedule("b", "30 18 * * *"))
        self.run_at(NOW)
        asked = added(SET_UP, LOOK, {"zrangebyscore": 1}, check(1), transaction(1))
        counted = self.run_counted("2026-03-02T18:30:30Z")
        self.assertEqual(([tick["schedule"] for tick in counted[2]["enqueued"]], len(counted[2]["skipped"])), (["b"], 2))
        self.assert_cost(counted, 4, added(asked, {"zrangebyscore": 1}))

    def test_a_run_that_finds_an_edit_is_three_round_trips_and_the_next_is_one(self):
        self.run_at(NOW)
        self.configure(schedule("a", "*/7 * * * *"))
        counted = self.run_counted("2026-03-01T12:34:40Z")
        self.assertEqual((counted[0], counted[2]["enqueued"]), (3, []))
        self.assert_cost(self.run_counted("2026-03-01T12:34:40Z"), 1, added(SET_UP, LOOK))

    def test_a_file_that_lacks_the_schedules_of_others_writes_nothing(self):
        self.run_at(NOW)
        self.configure(schedule("z", "0 9 * * *"))
        self.run_at(NOW)
        for _ in range(2):
            self.assert_cost(self.run_counted(LATER), 1, added(SET_UP, LOOK))

    def test_one_that_has_left_or_is_off_is_marked_once(self):
        for parts in ((schedule("a"),), (schedule("a"), schedule("b", enabled=False))):
            with self.subTest(len(parts)):
                self.redis("FLUSHALL")
                self.configure(schedule("a"), schedule("b"))
                self.run_at(NOW)
                self.configure(*parts)
                self.assertEqual(self.run_counted(NOW)[0], 3)
                self.assert_cost(self.run_counted(NOW), 1, added(SET_UP, LOOK))

    def test_the_host_that_comes_second_asks_once(self):
        self.run_at(NOW)
        self.run_at(LATER)
        self.assert_cost(self.run_counted(LATER), 1, added(SET_UP, LOOK))

    def intrude(self):
        self.run_at(NOW)
        between = Intruder(self.server)
        self.config.write_text(self.config.read_text().replace(self.server.url, between.url))
        return between

    def test_a_lost_race_is_told(self):
        self.intrude()
        self.assertRegex(self.run_at(LATER, "-v").stdout, r"\nenqueued 1 tick, 6 round trips, 1 conflict, \d+ m?s\n\Z")

    def test_a_lost_race_costs_one_attempt_more(self):
        between = self.intrude()
        round_trips, commands, out = self.run_counted(LATER)
        attempt = added(LOOK, check(1))
        # What was queued before the EXEC that failed is not carried out, and not counted.
        self.assertEqual(commands, added(SET_UP, attempt, {"exec": 1, "hset": 1}, REUSE, attempt, transaction(1)))
        self.assertEqual((round_trips, out["conflicts"], between.turns), (6, 1, 6))

    def test_a_lost_race_costs_little_where_much_is_due(self):
        self.configure(*(schedule(f"s{i}") for i in range(1000)))
        self.intrude()
        _, beaten, out = self.run_counted(LATER)
        self.assertEqual((len(out["enqueued"]), out["conflicts"]), (1000, 1))
        _, alone, _ = self.run_counted(iso(instant(LATER) + 60))
        self.assertLess(sum(beaten.values()) - sum(alone.values()), 200)

    def test_who_was_beaten_looks_again_and_goes_on_when_nobody_else_does(self):
        self.intrude()
        round_trips, commands, out = self.run_counted(iso(instant(NOW) + 1800))
        self.assertEqual((len(out["enqueued"]), out["conflicts"]), (30, 1))
        # The attempt that was lost, four looks at one cursor, and one that is carried to its end.
        self.assertEqual((round_trips, commands["hgetall"], commands["exec"]), (3 + 4 + 5, 2 * LOOK["hgetall"], 3))

    def test_a_backfill_of_many_schedules_watches_few_of_their_ledgers_at_a_time(self):
        for count, transactions in ((500, 1), (501, 5)):
            with self.subTest(count):
                self.redis("FLUSHALL")
                self.configure(*(schedule(f"s{i}") for i in range(count)))
                minute = ("backfill", "--force", "--yes", "--from", "2026-02-01T00:00:00Z", "--to", "2026-02-01T00:00:01Z")
                commands = self.commands_during(lambda minute=minute: self.sidetick(*minute))
                self.assertEqual((commands["exec"], commands["zadd"]), (transactions, 2 * count))

    def another_host_has_begun(self, ago):
        """Has dealt with 16 of 40 schedules, and ended `ago` seconds before LATER."""
        self.configure(*(schedule(f"s{i:02}") for i in range(40)))
        self.run_at(NOW)
        before = self.hash("sidetick:cursors")
        self.run_at(iso(instant(LATER) - ago))
        for name in sorted(before)[16:]:
            self.redis("HSET", "sidetick:cursors", name, before[name])
            self.redis("ZREM", f"sidekiq-scheduler:pushed:{name}", str(instant(LATER) // 60 * 60))

    def test_who_comes_later_leaves_the_rest_to_the_host_that_has_begun_as_long_as_it_goes_on(self):
        self.another_host_has_begun(ago=3)
        round_trips, commands, out = self.run_counted(LATER)
        self.assertEqual((len(out["enqueued"]), out["conflicts"]), (24, 0))
        # A look at all, four at some cursors of which none changes, and an attempt that is carried to its end.
        self.assertEqual((round_trips, commands["hgetall"]), (1 + 4 + 5, 2 * LOOK["hgetall"]))

    def test_who_was_at_work_too_long_ago_is_not_waited_for(self):
        self.another_host_has_begun(ago=11)
        round_trips, _, out = self.run_counted(LATER)
        self.assertEqual((len(out["enqueued"]), round_trips), (24, 5))

    def test_a_cursor_of_a_wrong_clock_is_no_host_at_work(self):
        self.another_host_has_begun(ago=11)
        _, form, rest = self.redis("HGET", "sidetick:cursors", "s00").split(" ", 2)
        self.redis("HSET", "sidetick:cursors", "s00", f"{instant(LATER) + 900} {form} {rest}")
        self.assertEqual(self.run_counted(LATER)[0], 5)

    def test_fifty_hosts_at_once_ask_for_little_more_than_one_does(self):
        self.configure(*(schedule(f"s{i}") for i in range(1000)))
        self.run_at(NOW)
        _, alone, _ = self.run_counted(LATER)
        gate = Gate([self.command(now=iso(instant(LATER) + 60))] * 50, self.environment())
        ended = []
        commands = self.commands_during(lambda: ended.extend(gate.open()))
        self.assertEqual({status for status, _ in ended}, {0}, ended)
        self.assertEqual(self.redis("LLEN", "queue:default"), 3000)  # of three minutes
        # One loses nothing; the others look, send a small transaction in vain, and look at a few cursors.
        self.assertLess(sum(commands.values()), 10_000)
        self.assertLess(sum(alone.values()), 5_000)

    def test_the_wire_sees_as_many_round_trips_as_are_reported(self):
        self.run_at(NOW)
        between = Recorder(self.server)
        self.config.write_text(self.config.read_text().replace(self.server.url, between.url))
        for now, expected in ((NOW, 1), (LATER, 3)):
            before = between.turns
            self.assertEqual(self.run_counted(now)[0], expected)
            self.assertEqual(between.turns - before, expected)

    def test_a_quarter_of_an_hour_of_catching_up_is_three_round_trips_and_half_an_hour_five(self):
        self.run_at(NOW)
        counted = self.run_counted(iso(instant(NOW) + 900))
        self.assertEqual(len(counted[2]["enqueued"]), 15)
        self.assert_cost(counted, 3, added(SET_UP, LOOK, check(1), transaction(1)))
        # The first transaction, of 16 ticks, is done before the rest is looked at, with the cursor and the switch.
        round_trips, commands, out = self.run_counted(iso(instant(NOW) + 2700))
        self.assertEqual((len(out["enqueued"]), round_trips), (30, 5))
        self.assertEqual(commands, added(SET_UP, LOOK, check(1), transaction(1, hashes=2), {"hmget": 2}, check(1),
                                         transaction(1)))

    def test_a_long_way_to_catch_up_is_one_round_trip_for_each_thousand_ticks(self):
        self.configure(*(schedule(f"s{i}") for i in range(50)))
        self.run_at(NOW)
        round_trips, commands, out = self.run_counted(iso(instant(NOW) + 3000))
        self.assertEqual(len(out["enqueued"]), 2500)
        # 16 ticks by themselves, then a thousand at a time.
        self.assertEqual(round_trips, 3 + 1 + 3)
        self.assertEqual(commands["exec"], 1 + 3)
        self.assertEqual(commands["zrangebyscore"], commands["zadd"])

    def test_a_transaction_watches_the_ledgers_of_125_schedules_at_most(self):
        self.configure(*(schedule(f"s{i}") for i in range(600)))
        self.run_at(NOW)
        round_trips, commands, out = self.run_counted(LATER)
        self.assertEqual((len(out["enqueued"]), commands["exec"], round_trips), (600, 1 + 5, 3 + 1 + 5))

    def backfill(self, begin, end):
        command = self.command()[:3] + ["backfill", "--format", "json", "--force", "--from", iso(begin),
                                        "--to", iso(end)]
        out = {}

        def run():
            done = subprocess.run(command, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL,
                                  env=self.environment())
            out.update(json.loads(done.stdout))
        return self.commands_during(run), out

    def test_a_backfill_is_one_transaction_for_each_thousand_ticks(self):
        begin = instant(NOW)
        commands, _ = self.backfill(begin, begin + 2500 * 60)
        self.assertEqual(self.redis("LLEN", "queue:default"), 2500)
        # A server answers a long transaction while it is still being sent: its turns cannot be counted on the wire.
        counted = ("time", "multi", "exec", "lpush", "sadd")
        self.assertEqual([commands[name] for name in counted], [1, 3, 3, 3, 3])

    def test_a_backfill_of_what_was_enqueued_writes_nothing(self):
        begin = instant(NOW)
        self.backfill(begin, begin + 2500 * 60)
        commands, _ = self.backfill(begin, begin + 2500 * 60)
        self.assertFalse({"zadd", "lpush", "sadd", "expire"} & set(commands), commands)
