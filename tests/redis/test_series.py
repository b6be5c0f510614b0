"""Ledgers that are kept short: ticks at equal distances are one member, and are found in it by all who ask."""

from harness import RedisTest, instant, iso, ledger_ticks, schedule
from test_hosts import Gate

HOUR, DAY = 3600, 86400
RUNS, BACKFILLS = "sidekiq-scheduler:pushed:report", "sidetick:backfilled:report"


class Series(RedisTest):
    def members(self, key=RUNS):
        return self.redis("ZRANGE", key, 0, -1)

    def job_ticks(self):
        """By the jids, which are of the tick alone."""
        jobs = self.jobs()
        self.assertEqual(len({job["jid"] for job in jobs}), len(jobs))
        return sorted(int(job["args"][0]["scheduled_at"]) for job in jobs)

    def minutely(self, **fields):
        self.configure(schedule("report", include_metadata=True, **fields))

    def test_a_ledger_that_grows_minute_by_minute_stays_a_listpack(self):
        self.minutely()
        begin = instant("2026-03-01T20:00:00Z")
        ticks = range(begin, begin + 6 * HOUR, 60)  # over midnight
        longest = 0
        for tick in ticks:
            self.run_at(iso(tick + 2), "-q")
            longest = max(longest, self.redis("ZCARD", RUNS))
        self.assertEqual(self.ledger("report"), list(ticks))
        self.assertEqual(self.job_ticks(), list(ticks))
        self.assertLess(longest, 100)
        self.assertEqual(self.redis("OBJECT", "ENCODING", RUNS), "listpack")
        young = [member for member in self.members() if "-" not in member]
        self.assertEqual(young[-60:], [str(tick) for tick in ticks[-60:]], "sidekiq-scheduler knows no series")
        self.assertLess(len(self.members()) - len(young), 4)

    def test_what_a_catch_up_and_a_backfill_write_is_short_at_once(self):
        self.minutely(first_run="window", missed_jobs_window="1d")
        self.run_at("2026-03-02T12:34:30Z")
        ticks = [*range(instant("2026-03-01T12:35:00Z"), instant("2026-03-02T12:34:00Z") + 60, 60)]
        self.assertEqual(self.ledger("report"), ticks)
        self.assertLess(len(self.members()), 60 + 8)
        # What is in the ledger of runs is not enqueued again, nor what is in that of backfills.
        for _ in range(2):
            self.sidetick("backfill", "--from", "2026-02-27", "--to", "2026-03-02T12:35:00Z", "--force", "-q")
        every = [*range(instant("2026-02-27T00:00:00Z"), ticks[-1] + 60, 60)]
        self.assertEqual(self.job_ticks(), every)
        self.assertEqual(sorted({*ledger_ticks(self.redis, BACKFILLS), *ticks}), every)

    def test_a_run_whose_cursor_is_lost_enqueues_nothing_of_a_series(self):
        self.minutely(first_run="window", missed_jobs_window="1d")
        self.run_at("2026-03-02T12:34:30Z")
        for field in ("DEL", "last_times"):
            self.redis("DEL", "sidetick:cursors", *(["sidekiq-scheduler:last_times"] if field == "last_times" else []))
            self.assertEqual(self.run_json("2026-03-02T12:34:40Z")["enqueued"], [], field)

    def test_where_the_cursor_cannot_be_read_a_run_goes_on_behind_the_last_series(self):
        self.minutely(first_run="window", missed_jobs_window="1d")
        self.run_at("2026-03-02T12:34:30Z")
        self.redis("ZREM", RUNS, *(member for member in self.members() if "-" not in member))
        last = self.ledger("report")[-1]
        self.minutely(missed_jobs_window="1d")
        self.redis("HSET", "sidetick:cursors", "report", "garbage")
        self.redis("DEL", "sidekiq-scheduler:last_times")
        enqueued = [instant(tick["tick"]) for tick in self.run_json("2026-03-02T12:34:30Z")["enqueued"]]
        self.assertEqual(enqueued, [*range(last + 60, instant("2026-03-02T12:34:00Z") + 60, 60)])

    def test_ticks_within_a_series_that_it_does_not_have_are_enqueued(self):
        """A schedule that was every tenth minute becomes one of every minute, and catches up."""
        self.configure(schedule("report", "*/10 * * * *", first_run="window", include_metadata=True, missed_jobs_window="1d"))
        self.run_at("2026-03-02T12:34:30Z")
        self.redis("DEL", "sidetick:cursors", "sidekiq-scheduler:last_times")
        self.minutely(first_run="window", missed_jobs_window="1d")
        self.run_at("2026-03-02T12:34:30Z")
        ticks = [*range(instant("2026-03-01T12:35:00Z"), instant("2026-03-02T12:34:00Z") + 60, 60)]
        self.assertEqual(self.job_ticks(), ticks)
        self.assertEqual(self.ledger("report"), ticks)

    def test_what_the_ledger_has_in_series_is_not_called_dropped(self):
        self.minutely(first_run="window", missed_jobs_window="1d")
        self.run_at("2026-03-02T12:34:30Z")
        self.minutely(missed_jobs_window="1h")
        self.redis("HSET", "sidetick:cursors", "report",
                   self.redis("HGET", "sidetick:cursors", "report").replace(
                       str(instant("2026-03-02T12:34:30Z")), str(instant("2026-03-02T01:00:30Z")), 1).split(" next=")[0])
        out = self.run_json("2026-03-02T12:35:30Z")
        self.assertEqual({skip["reason"] for skip in out["skipped"]}, {"already enqueued"})
        self.assertEqual(len(out["enqueued"]), 1)

    def test_why_finds_a_tick_in_a_series(self):
        self.minutely(first_run="window", missed_jobs_window="1d")
        self.run_at("2026-03-02T12:34:30Z")
        self.assertIn("enqueued", self.sidetick("why", "report", "2026-03-02T03:07:00Z").stdout)
        self.configure(schedule("report", "*/10 * * * *", first_run="window", missed_jobs_window="1d"))
        self.redis("FLUSHALL")
        self.run_at("2026-03-02T12:34:30Z")
        self.minutely()
        self.assertNotIn(": enqueued", self.sidetick("why", "report", "2026-03-02T03:07:00Z").stdout)

    def test_a_ledger_of_before_is_put_together_in_time(self):
        """Of ticks alone, as another program has left it, with what is no tick in between."""
        self.minutely()
        begin = instant("2026-02-28T00:00:00Z")
        old = [*range(begin, begin + DAY + 10 * HOUR, 60)]
        for tick in old:
            self.redis("ZADD", RUNS, tick, tick)
        self.redis("ZADD", RUNS, old[7], "garbage")
        for minute in range(34):
            self.run_at(iso(old[-1] + 60 * (minute + 1) + 2), "-q")
        members = self.members()
        self.assertIn("garbage", members)
        self.assertLess(len(members), 60 + 34 + 4)
        self.redis("ZREM", RUNS, "garbage")
        self.assertEqual(self.ledger("report"), [*old, *(old[-1] + 60 * (n + 1) for n in range(34))])

    def test_history_trims_series_too(self):
        self.configure(schedule("report", first_run="window", missed_jobs_window="1d"), top='history = "1d"')
        self.run_at("2026-03-02T12:34:30Z")
        self.run_at("2026-03-05T12:34:30Z")
        self.assertGreaterEqual(self.ledger("report")[0], instant("2026-03-04T12:00:00Z"))
        self.assertIn("complete=", self.redis("HGET", "sidetick:cursors", "report"))

    def test_hosts_that_shorten_at_once_lose_nothing(self):
        """A hundred schedules, a third of whose ledgers are put together in each of these minutes, by three hosts at once."""
        names = [f"s{n}" for n in range(100)]
        self.configure(*(schedule(name, args=[name], include_metadata=True) for name in names))
        begin = instant("2026-03-01T10:00:00Z")
        old = [*range(begin, begin + 2 * HOUR, 60)]
        for name in names:
            self.redis("ZADD", f"sidekiq-scheduler:pushed:{name}", *(part for tick in old for part in (tick, tick)))
        ticks = []
        for minute in range(12):
            ticks.append(old[-1] + 60 * (minute + 1))
            commands = [self.command(now=iso(ticks[-1] + 1))] * 3
            self.assertEqual(Gate(commands, self.environment()).open(), [(0, "")] * 3)
        for name in names:
            self.assertEqual(self.ledger(name), old + ticks)
        jobs = [(job["args"][0], int(job["args"][1]["scheduled_at"])) for job in self.jobs()]
        self.assertEqual(sorted(jobs), sorted((name, tick) for name in names for tick in ticks))
        self.assertIn(min(self.redis("ZCARD", f"sidekiq-scheduler:pushed:{name}") for name in names), range(60, 80))
