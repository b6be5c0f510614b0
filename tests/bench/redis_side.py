#!/usr/bin/env python3
"""What a job and a schedule cost Redis: sidetick, sidekiq-scheduler and Debian's sidekiq-cron, on a server each, 1, 100
and 10,000 schedules due each minute, by one host and by three. COUNTS=1,100 for less.

Time is that of the commands (`INFO commandstats`), and the CPU time of the server's main thread, which reads and answers
them too. Each ledger is as long as it gets, so that each tick has one trimmed; those of 10,000 schedules are thinned
to 200 ticks, which Redis keeps in the same form. Bytes are MEMORY USAGE of all keys but the queues, 10,000 schedules
after a week: the ledger of one schedule of each kind, times how many of the kind there are.
"""

import contextlib
import itertools
import json
import os
import pathlib
import subprocess
import time
from dataclasses import dataclass

from bench import START, Configuration, Figure, Minutes, Server, every_minute, iso, schedule, show
from resp import Resp
from stopwatch import ENVIRONMENT
from test_hosts import Gate

PASS = pathlib.Path(__file__).resolve().with_name("sidekiq_cron_pass.rb")
COUNTS = [int(count) for count in os.environ.get("COUNTS", "1,100,10000").split(",")]
HOSTS = 3
DAY = 86_400
WEEK = 7 * DAY
HOUR = 3_600  # ticks that are younger are members of their own
TURN = 32  # one in so many ticks has sidetick put a ledger together
KINDS = {"minutely": ("* * * * *", 60), "hourly": ("0 * * * *", 3_600), "daily": ("0 9 * * *", DAY)}
MIX = {"minutely": 100, "hourly": 2_900, "daily": 7_000}
MANY = sum(MIX.values())
# EXEC's time has theirs in it.
OF_TRANSACTIONS = {"zadd", "persist", "zremrangebyscore", "sadd", "lpush", "hset", "hdel"}


def rounds(count):
    return 3 if count >= 1_000 else 20


@dataclass
class Cost:
    """`time` and `cpu` in µs."""
    commands: float
    time: float
    cpu: float

    def plus(self, other, times=1):
        return Cost(self.commands + times * other.commands, self.time + times * other.time, self.cpu + times * other.cpu)

    def a_job(self, count):
        return Cost(self.commands / count, self.time / count, self.cpu / count)


class Side:
    """A server, and the schedules `schedule_0`... of one of the three in it."""
    queues = ("queue:reports", "queues")

    def __init__(self, server, count):
        self.count, self.names = count, [f"schedule_{i}" for i in range(count)]
        self.server, self.redis = server, server.redis
        self.prepare()
        self.of_measuring = min(self.cost(lambda: None).cpu for _ in range(20))

    def cost(self, action):
        """What `action` costs the server, less what is asked here."""
        self.redis("CONFIG", "RESETSTAT")
        before = self.cpu()
        action()
        cpu = self.cpu() - before - getattr(self, "of_measuring", 0)
        stats = {}
        for row in self.redis("INFO", "commandstats").splitlines():
            if row.startswith("cmdstat_"):
                name, fields = row.removeprefix("cmdstat_").split(":")
                calls, usec = (field.split("=")[1] for field in fields.split(",")[:2])
                stats[name] = int(calls), int(usec)
        stats.pop("config|resetstat"), stats.pop("info")
        self.stats = stats
        twice = OF_TRANSACTIONS if "exec" in stats else ()
        return Cost(sum(calls for calls, _ in stats.values()),
                    sum(usec for name, (_, usec) in stats.items() if name not in twice), cpu)

    def cpu(self):
        rows = dict(row.split(":") for row in self.redis("INFO", "cpu").splitlines() if ":" in row)
        return sum(float(rows[f"used_cpu_{kind}_main_thread"]) for kind in ("user", "sys")) * 1e6

    def fill(self, key, ledger):
        """The same ledger for all schedules: score and member of its ticks."""
        if len(self.names) > 1_000:
            ledger = ledger[:30] + ledger[-170:]
        keys = [key(name) for name in self.names]
        self.redis("DEL", keys[0])
        self.redis("ZADD", keys[0], *(part for pair in ledger for part in pair))
        self.copy(keys)

    def copy(self, keys):
        self.each([("COPY", keys[0], key, "REPLACE") for key in keys[1:]])

    def each(self, commands):
        for i in range(0, len(commands), 1_000):
            self.redis.pipeline(commands[i:i + 1_000])

    def pushed(self, action):
        """What `action` costs, which has each schedule enqueue a job."""
        self.redis("DEL", "queue:reports")
        cost = self.cost(action)
        if (length := self.redis("LLEN", "queue:reports")) != self.count:
            raise RuntimeError(f"{type(self).__name__}: {length} of {self.count} jobs")
        return cost

    def memory(self, keys):
        replies = []
        for i in range(0, len(keys), 1_000):
            replies += self.redis.pipeline([("MEMORY", "USAGE", key, "SAMPLES", 0) for key in keys[i:i + 1_000]])
        return sum(replies)

    def bytes(self):
        """Bytes a schedule of each kind, of ledger and share of the rest; and of all in the mix."""
        ours = set(self.redis("KEYS", "*")) - set(self.queues)
        rest = self.memory([key for key in ours if not self.is_of_ticks(key)]) / self.count
        of_ticks = {kind: self.memory(self.week(f"schedule_{9_000 + i}", *KINDS[kind])) for i, kind in enumerate(KINDS)}
        each = {kind: of_ticks[kind] + rest for kind in KINDS}
        return each, sum(each[kind] * count for kind, count in MIX.items())


class Sidetick(Side):
    def prepare(self):
        self.minutes = Minutes(Configuration(every_minute(self.count), self.server.url))
        self.run(self.minutes.configuration.run_at(START))
        last = START // 60 * 60
        old = [*range(last - WEEK - 300, last - HOUR, 60)]
        days = [[*day] for _, day in itertools.groupby(old, lambda tick: tick // DAY)]
        # A series a day, and of the last hour, and what has not been put together yet, a member a tick.
        self.fill(self.key, [*((day[-1], f"{day[0]}-{day[-1]}/60") for day in days),
                             *((tick, tick) for tick in range(last - HOUR - 60 * TURN, last + 1, 60))])
        self.minute()

    @staticmethod
    def key(name):
        return f"sidekiq-scheduler:pushed:{name}"

    @staticmethod
    def is_of_ticks(key):
        return key.startswith("sidekiq-scheduler:pushed:")

    @staticmethod
    def run(command):
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def minute(self, hosts=1):
        command = self.minutes.next()
        if hosts == 1:
            return self.pushed(lambda: self.run(command))
        gate = Gate([command] * hosts, ENVIRONMENT)
        return self.pushed(gate.open)

    def idle(self):
        return self.cost(lambda: self.run(self.minutes.configuration.run_at(self.minutes.now)))

    def week(self, name, cron, step):
        """A run a week after the first enqueues all that was missed; then one comes at each tick until just before a
        run puts the ledger together."""
        self.redis.pipeline([("DEL", self.key(name)), ("HDEL", "sidetick:cursors", name),
                             ("HDEL", "sidekiq-scheduler:last_times", name)])
        only = [schedule(name, cron, queue="reports", missed="all", missed_jobs_window="7d")]
        configuration = Configuration(only, self.server.url)
        self.run(configuration.run_at(START))
        now = START + WEEK
        until = now + TURN * step
        while now < until or now // step % TURN < TURN - 1:
            self.run(configuration.run_at(now))
            now += step
        self.run(configuration.run_at(now))
        return [self.key(name)]


class SidekiqScheduler(Side):
    """What sidekiq-scheduler 5.0.0 sends, with Sidekiq 6.4.1, command for command and round trip for round trip:
    idempotent_job_enqueue and job_enabled? of lib/sidekiq-scheduler/scheduler.rb, on_post_trigger of utils.rb,
    set_schedule of schedule.rb, redis_manager.rb, and Sidekiq's atomic_push of lib/sidekiq/client.rb. Debian has no
    package of it."""

    def prepare(self):
        self.now, self.process = START // 60 * 60, Resp(("127.0.0.1", self.server.port))  # by TCP, as the others
        for i, name in enumerate(self.names):
            config = {"cron": "* * * * *", "class": "ReportWorker", "queue": "reports", "args": ["daily", i]}
            self.redis.pipeline([("HSET", "schedules", name, json.dumps(config, separators=(",", ":"))),
                                 ("ZADD", "schedules_changed", f"{time.time():.7f}", name)])
        self.fill(self.key, [(tick, tick) for tick in range(self.now - DAY + 60, self.now + 1, 60)])
        self.minute()

    key, is_of_ticks = staticmethod(Sidetick.key), staticmethod(Sidetick.is_of_ticks)

    @staticmethod
    def written(tick):
        return iso(tick).replace("T", " ").replace("Z", " Z")

    def trigger(self, name, arguments, tick, step=60):
        """What one process does at one tick of a schedule."""
        ask = self.process
        ask("HGET", "sidekiq-scheduler:states", name)
        is_first, _ = ask.pipeline([("ZADD", self.key(name), tick, tick), ("EXPIRE", self.key(name), DAY)])
        if is_first:
            payload = {"retry": True, "queue": "reports", "class": "ReportWorker", "args": arguments,
                       "jid": os.urandom(12).hex(), "created_at": tick + 0.0123456, "enqueued_at": tick + 0.0123567}
            ask.pipeline([("SADD", "queues", "reports"),
                          ("LPUSH", "queue:reports", json.dumps(payload, separators=(",", ":")))])
            ask("ZREMRANGEBYSCORE", self.key(name), 0, tick - DAY)
        ask("HSET", "sidekiq-scheduler:last_times", name, self.written(tick))
        ask("HSET", "sidekiq-scheduler:next_times", name, self.written(tick + step))

    def minute(self, hosts=1):
        self.now += 60

        def ticks():
            for i, name in enumerate(self.names):
                for _ in range(hosts):
                    self.trigger(name, ["daily", i], self.now)
        return self.pushed(ticks)

    def week(self, name, _, step):
        self.redis("DEL", self.key(name))
        first = START // DAY * DAY
        for tick in range(first + step, first + WEEK + 1, step):
            self.trigger(name, ["daily", 1], tick, step)
        return [self.key(name)]


class SidekiqCron(Side):
    """Debian's. By default a process looks each 30 seconds: of the passes in a minute one enqueues."""

    def prepare(self):
        self.ruby(self.count)
        now = time.time() // 60 * 60
        self.fill(self.key, [self.entry(now - before) for before in range(DAY - 60, 60, -60)])
        self.make_due()
        self.pushed(self.ruby)
        histories = [f"cron_job:{name}:jid_history" for name in self.names]
        one, = self.redis("LRANGE", histories[0], 0, 0)
        self.redis("LPUSH", histories[0], *[one] * 9)
        self.copy(histories)

    @staticmethod
    def key(name):
        return f"cron_job:{name}:enqueued"

    @staticmethod
    def is_of_ticks(key):
        return key.endswith((":enqueued", ":jid_history"))

    @staticmethod
    def entry(tick):
        """Score and member, as job.rb writes them."""
        return f"{tick:.1f}", iso(tick)

    def ruby(self, *words):
        command = ["ruby", PASS, self.server.url, *words]
        subprocess.run(list(map(str, command)), check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def make_due(self):
        """As if this minute's tick were still to come, and one had grown old since the last."""
        now = time.time() // 60 * 60
        before = time.strftime("%Y-%m-%d %H:%M:%S +0000", time.gmtime(now - 30))
        commands = []
        for key in map(self.key, self.names):
            commands += [("ZREM", key, iso(now), iso(now + 60)), ("ZADD", key, *self.entry(now - DAY - 60)),
                         ("HSET", key.removesuffix(":enqueued"), "last_enqueue_time", before)]
        self.each(commands)

    def minute(self, hosts=1):
        # In a minute's first second fugit still has the tick before.
        second = time.time() % 60
        if second < 2 or second > 40:
            time.sleep((62 - second) % 60)
        self.make_due()
        return self.pushed(self.ruby).plus(self.idle(), 2 * hosts - 1)

    def idle(self):
        # However late it is by now, nothing is due.
        later = time.strftime("%Y-%m-%d %H:%M:%S +0000", time.gmtime(time.time() + 3_600))
        self.each([("HSET", f"cron_job:{name}", "last_enqueue_time", later) for name in self.names])
        return self.cost(self.ruby)

    def week(self, name, _, step):
        self.redis("DEL", self.key(name))
        first = START // DAY * DAY
        for tick in range(first + step, first + WEEK + 1, step):
            self.redis.pipeline([("ZADD", self.key(name), *self.entry(tick)),
                                 ("ZREMRANGEBYSCORE", self.key(name), 0, f"({tick + 0.1 - DAY}")])
        return [self.key(name), f"cron_job:{name}:jid_history"]


def compare(name, values, unit, limit=1):
    """`values`: those of the three, in their order."""
    return [Figure(name, values[0], values[i], against, unit=unit, limit=limit)
            for i, against in ((1, "sidekiq-scheduler"), (2, "sidekiq-cron")) if values[i]]


def jobs(sides, hosts):
    costs = [[] for _ in sides]
    for _ in range(rounds(sides[0].count)):
        for side, of_side in zip(sides, costs):
            of_side.append(side.minute(hosts).a_job(side.count))
    name = f"{sides[0].count:,} due, {hosts} host{'s' * (hosts > 1)}: "
    figures = []
    for what, unit in (("commands", "commands a job"), ("time", "µs a job"), ("cpu", "µs CPU a job")):
        figures += compare(name + what, [[getattr(cost, what) for cost in of_side] for of_side in costs], unit)
    return figures


def idle(sides):
    """A minute in which nothing is due: sidekiq-scheduler asks nothing."""
    ours, _, theirs = sides
    minutes = [(ours.idle(), Cost(0, 0, 0).plus(theirs.idle(), 2)) for _ in range(rounds(ours.count))]
    return [Figure(f"{ours.count:,} scheduled, a minute with nothing due: {what}",
                   *([getattr(cost, what) / 1e3 for cost in of_side] for of_side in zip(*minutes)), "sidekiq-cron",
                   unit=unit, limit=1) for what, unit in (("time", "ms"), ("cpu", "ms CPU"))]


def memory(sides):
    each, all_ = zip(*(side.bytes() for side in sides))
    figures = []
    for kind in KINDS:
        figures += compare(f"a schedule, {kind}, after a week", [[of_side[kind]] for of_side in each], "bytes")
    mix = ", ".join(f"{count:,} {kind}" for kind, count in MIX.items())
    return figures + compare(f"after a week, {mix}", [[of_side / 2 ** 20] for of_side in all_], "MiB")


def figures():
    rows = []
    for count in COUNTS:
        with contextlib.ExitStack() as servers:
            sides = []
            for kind in (Sidetick, SidekiqScheduler, SidekiqCron):
                server = Server("--hz", "1")  # its own errands are not ours
                servers.callback(server.close)
                sides.append(kind(server, count))
            for hosts in (1, HOSTS):
                rows += jobs(sides, hosts)
            rows += idle(sides)
            if count == MANY:
                rows += memory(sides)
    return rows


if __name__ == "__main__":
    show(figures)
