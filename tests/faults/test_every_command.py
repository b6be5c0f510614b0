"""Every command of a run or backfill, and every point: before it, after it, and in the middle of its reply.

The program runs through a proxy that does one thing at one point. Then it runs once more, undisturbed. After
that every tick is enqueued once, whatever happened.
"""

import json

from harness import (EX_CONFIG, EX_OK, EX_REFUSED, EX_TEMPORARY, REPEAT_DIVISOR, Server, instant, iso, ledger_ticks,
                     minutes, schedule)
from faults import BACKFILL, BACKFILLED_TICKS, BackfilledPlace, FaultTest, Place, Run
from proxy import AFTER, BEFORE, CUT, DRIP, ERROR, MIDDLE, RESET, STALL, Fault, Proxy
from resp import Resp

PASSWORD = "s3cr3t-of-the-tests"
# A stall is given up after a third of the deadline, and must leave time for a second try.
PATIENT, SHORT = 6.0, 1.5

LOADING = "LOADING Redis is loading the dataset in memory"
READONLY = "READONLY You can't write against a read only replica."
OOM = "OOM command not allowed when used memory > 'maxmemory'."
NOPERM = "NOPERM this user has no permissions to run the command"
PASSING = {
    "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.": "has lost its primary",
    "NOREPLICAS Not enough good replicas to write.": "too few replicas",
    "TRYAGAIN Multiple keys request during rehashing of slot": "moved to another node",
    "BUSY Redis is busy running a script.": "busy with a script",
    "CLUSTERDOWN The cluster is down": "the cluster is down",
    "UNBLOCKED force unblock from blocking operation, instance state changed": "has become a replica",
}
STAYING = {
    "MISCONF Redis is configured to save RDB snapshots, but it's currently unable": (EX_TEMPORARY, "cannot save its data"),
    "NOAUTH Authentication required.": (EX_REFUSED, "Redis wants a password"),
    "WRONGPASS invalid username-password pair or user is disabled.": (EX_REFUSED, "user or password is wrong"),
    "CROSSSLOT Keys in request don't hash to the same slot": (EX_CONFIG, "make the namespace a hash tag"),
}


def first_of_each_kind(commands):
    return sorted({commands.index(name) for name in commands})


def every_one(commands):
    """The sanitized program is slow to start: with it, no kind of command comes twice."""
    return range(len(commands)) if REPEAT_DIVISOR == 1 else first_of_each_kind(commands)


def all_of(numbers, faults):
    """Every fault at every number; with the sanitized program every fault, and every number, but not each with each."""
    rows = [faults(number) for number in numbers]
    if REPEAT_DIVISOR == 1:
        return [fault for row in rows for fault in row]
    return [rows[n % len(rows)][n % len(rows[0])] for n in range(max(len(rows), len(rows[0])))]


class Disturbed(FaultTest):
    """A run through a proxy, and one more without it."""

    expected_commands = ("AUTH", "CLIENT", "SELECT", "WATCH", "TIME", "MULTI", "LPUSH", "HSET", "EXEC")

    @classmethod
    def setUpClass(cls):
        cls.server = Server("--requirepass", PASSWORD)
        cls.addClassCleanup(lambda: cls.server.close())
        cls.server.redis("AUTH", PASSWORD)

    def connect(self):
        client = Resp(self.server.path)
        client("AUTH", PASSWORD)
        client("SELECT", 3)
        return client

    def place(self, name):
        return Place(self.folder, name, self.connect)

    def start(self, place, *args):
        return Run(place.config, *args)

    def point_at(self, place, port):
        place.configure(f"redis://:{PASSWORD}@127.0.0.1:{port}/3")

    def commands_of_a_run(self):
        place = self.place("undisturbed")
        with Proxy(self.server.path) as proxy:
            self.point_at(place, proxy.port)
            run = self.start(place)
        self.check_run(run, EX_OK, None, PATIENT)
        self.assertEqual(place.problems(), [])
        self.assertEqual(proxy.connections, 1)
        for name in self.expected_commands:
            self.assertIn(name, proxy.commands)
        return proxy.commands

    def every_command(self, faults, deadline, expect, at=every_one):
        """`faults(n)` are tried at each command n, or those of `at`; `expect(fault, name)` is (status, message)."""
        commands = self.commands_of_a_run()
        cases = all_of(at(commands), faults)
        self.in_parallel(cases, lambda fault: self.one(fault, deadline, *expect(fault, commands[fault.at])))

    def one(self, fault, deadline, status, message):
        place = self.place(f"{fault.how} {fault.where} {fault.at} {fault.lasting} {fault.error.split(' ')[0]}")
        with Proxy(self.server.path, fault) as proxy:
            self.point_at(place, proxy.port)
            run = self.start(place, "--deadline", f"{int(deadline * 1000)}ms")
            self.assertTrue(proxy.faulted.is_set(), "the fault did not come about")
        self.check_run(run, status, message, deadline)
        self.assertNotIn(PASSWORD, run.stdout + run.stderr)
        self.point_at(place, self.server.port)
        self.check_run(self.start(place), EX_OK, None, PATIENT)
        self.assertEqual(place.problems(), [], run)

    def connection_ends_once(self):
        self.every_command(
            lambda at: [Fault(how, where, at) for how in (CUT, RESET) for where in (BEFORE, AFTER, MIDDLE)],
            PATIENT, lambda fault, name: (EX_OK, None))


class EveryCommand(Disturbed):
    """Those of a run."""

    def test_a_connection_that_ends_once(self):
        self.connection_ends_once()

    def test_a_silence_once(self):
        self.every_command(lambda at: [Fault(STALL, where, at) for where in (BEFORE, AFTER, MIDDLE)],
                           PATIENT, lambda fault, name: (EX_OK, None))

    def test_a_connection_that_ends_each_time(self):
        self.every_command(
            lambda at: [Fault(how, where, at, lasting=True) for how in (CUT, RESET) for where in (BEFORE, AFTER, MIDDLE)],
            SHORT, lambda fault, name: (EX_TEMPORARY, r": connection lost: "))

    def test_a_silence_each_time(self):
        self.every_command(lambda at: [Fault(STALL, where, at, lasting=True) for where in (BEFORE, AFTER, MIDDLE)],
                           SHORT, lambda fault, name: (EX_TEMPORARY, r": no reply within "))

    def test_a_byte_now_and_then(self):
        """A reply that never ends, in the place of the true one; the command was carried out, or not."""
        self.every_command(lambda at: [Fault(DRIP, where, at) for where in (BEFORE, AFTER)],
                           SHORT, lambda fault, name: (EX_TEMPORARY, r": no reply within "))

    def test_a_reply_byte_by_byte(self):
        """The true one, slowly: it is waited for."""
        self.every_command(lambda at: [Fault(DRIP, MIDDLE, at)], PATIENT, lambda fault, name: (EX_OK, None))

    def test_every_passing_error_at_every_kind_of_command(self):
        self.every_command(lambda at: [Fault(ERROR, BEFORE, at, error=error) for error in PASSING],
                           PATIENT, lambda fault, name: (EX_OK, None), at=first_of_each_kind)

    def test_every_passing_error_each_time(self):
        self.every_command(
            lambda at: [Fault(ERROR, BEFORE, at, lasting=True, error=error) for error in PASSING],
            SHORT, lambda fault, name: (EX_TEMPORARY, PASSING[fault.error]),
            at=lambda commands: [commands.index("WATCH")])

    def test_every_error_that_stays_at_every_kind_of_command(self):
        def expect(fault, name):
            return (EX_OK, None) if name == "CLIENT" else STAYING[fault.error]

        self.every_command(lambda at: [Fault(ERROR, BEFORE, at, error=error) for error in STAYING],
                           PATIENT, expect, at=first_of_each_kind)

    def test_a_passing_error_once(self):
        self.every_command(
            lambda at: [Fault(ERROR, BEFORE, at, error=LOADING), Fault(ERROR, AFTER, at, error=LOADING),
                        Fault(ERROR, BEFORE, at, error=READONLY)],
            PATIENT, lambda fault, name: (EX_OK, None))

    def test_a_passing_error_each_time(self):
        self.every_command(
            lambda at: [Fault(ERROR, BEFORE, at, lasting=True, error=LOADING)],
            SHORT, lambda fault, name: (EX_TEMPORARY, r"Redis is still loading its data \(LOADING|AUTH: .*\(LOADING\)"))

    def test_an_error_that_stays(self):
        def expect(fault, name):
            if name == "CLIENT":
                return EX_OK, None  # a name is a courtesy
            if fault.error == OOM:
                return EX_TEMPORARY, f"{name}.*: Redis is full"
            return EX_REFUSED, f"{name}.*: the ACL of this user does not allow it"

        self.every_command(lambda at: [Fault(ERROR, BEFORE, at, error=error) for error in (OOM, NOPERM)],
                           PATIENT, expect)


class EveryCommandOfABackfill(EveryCommand):
    """Those of a backfill: the same faults, and the same must hold."""

    expected_commands = ("AUTH", "CLIENT", "SELECT", "WATCH", "TIME", "MULTI", "LPUSH", "ZADD", "EXEC")

    def place(self, name):
        return BackfilledPlace(self.folder, name, self.connect, ticks=BACKFILLED_TICKS)

    def start(self, place, *args):
        return Run(place.config, *BACKFILL, *args, command="backfill")


class EveryCommandOfALongBackfill(Disturbed):
    """Those of several transactions, of which the next one is made while the server is at the one before."""

    counts_as = 9
    expected_commands = EveryCommandOfABackfill.expected_commands
    begin, ticks = instant("2025-03-01T11:00:00Z"), 2100

    def place(self, name):
        ticks = list(range(self.begin, self.begin + self.ticks))
        return BackfilledPlace(self.folder, name, self.connect, schedule("seconds", "* * * * * *"), {"seconds": ticks})

    def start(self, place, *args):
        return Run(place.config, "--from", iso(self.begin), "--to", iso(self.begin + self.ticks), "--force", "-q", *args,
                   command="backfill")

    def test_a_connection_that_ends_once(self):
        self.connection_ends_once()


class EveryCommandOfAShortening(Disturbed):
    """Those of a run that puts its ledger together after its jobs."""

    expected_commands = (*Disturbed.expected_commands, "ZREM")
    old, due = minutes("09:00", "11:33"), minutes("12:15", "12:34")

    def place(self, name):
        place = Place(self.folder, name, self.connect,
                      schedule("report", first_run="window", missed_jobs_window="20m"), {"report": self.old + self.due})
        redis = self.connect()
        redis("DEL", self.key(place))
        for tick in self.old:
            redis("ZADD", self.key(place), tick, tick)
            redis("LPUSH", f"{place.namespace}:queue:default", json.dumps({"jid": str(tick)}))
        redis("SADD", f"{place.namespace}:queues", "default")
        redis.close()
        return place

    @staticmethod
    def key(place):
        return f"{place.namespace}:sidekiq-scheduler:pushed:report"

    def members(self, place):
        redis = self.connect()
        try:
            return redis("ZCARD", self.key(place))
        finally:
            redis.close()

    def test_it_is_put_together(self):
        place = self.place("shortened")
        self.point_at(place, self.server.port)
        self.check_run(self.start(place), EX_OK, None, PATIENT)
        self.assertEqual((self.members(place), place.problems()), (1 + len(self.due), []))

    def test_a_connection_that_ends_once(self):
        self.connection_ends_once()

    def test_what_is_refused_is_told_and_costs_no_job(self):
        at = self.commands_of_a_run().index("ZREM")
        for error in (OOM, NOPERM):
            with self.subTest(error):
                place = self.place(f"refused {error.split(' ')[0]}")
                with Proxy(self.server.path, Fault(ERROR, BEFORE, at, error=error)) as proxy:
                    self.point_at(place, proxy.port)
                    run = self.start(place)
                self.assertEqual(run.status, EX_OK, run)
                self.assertRegex(run.stderr, r"\Asidetick: warning: ledgers are not shortened: ZREM [^\n]*\n\Z")
                self.assertEqual((self.members(place), place.problems()), (len(self.old + self.due), []))

    def test_who_writes_the_ledger_meanwhile_is_not_overwritten(self):
        place = self.place("raced")

        def intrude():
            redis = self.connect()
            redis("ZREM", self.key(place), self.old[0])
            redis.close()

        with Proxy(self.server.path, before={"ZREM": intrude}) as proxy:
            self.point_at(place, proxy.port)
            self.check_run(self.start(place), EX_OK, None, PATIENT)
        redis = self.connect()
        self.assertEqual(ledger_ticks(redis, self.key(place)), self.old[1:] + self.due)
        redis.close()
        self.assertEqual(self.members(place), len(self.old[1:] + self.due))
