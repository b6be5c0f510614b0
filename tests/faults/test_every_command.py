"""Every command of a run, and every point of it: before it, after it, and in the middle of its reply.

The program runs through a proxy that does one thing at one point. Then it runs once more, undisturbed. After
that every tick is enqueued once, whatever happened.
"""

from harness import EX_OK, EX_REFUSED, EX_TEMPORARY, Server
from faults import NOW, FaultTest, Place, Run
from proxy import AFTER, BEFORE, CUT, DRIP, ERROR, MIDDLE, RESET, STALL, Fault, Proxy
from resp import Resp

PASSWORD = "s3cr3t-of-the-tests"
# A stall is given up after a third of the deadline, and must leave time for a second try.
PATIENT, SHORT = 6.0, 1.5

LOADING = "LOADING Redis is loading the dataset in memory"
READONLY = "READONLY You can't write against a read only replica."
OOM = "OOM command not allowed when used memory > 'maxmemory'."
NOPERM = "NOPERM this user has no permissions to run the command"


class EveryCommand(FaultTest):
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

    def point_at(self, place, port):
        place.configure(f"redis://:{PASSWORD}@127.0.0.1:{port}/3")

    def commands_of_a_run(self):
        place = self.place("undisturbed")
        with Proxy(self.server.path) as proxy:
            self.point_at(place, proxy.port)
            run = Run(place.config)
        self.check_run(run, EX_OK, None, PATIENT)
        self.assertEqual(place.problems(), [])
        self.assertEqual(proxy.connections, 1)
        for name in ("AUTH", "CLIENT", "SELECT", "WATCH", "TIME", "MULTI", "LPUSH", "EXEC"):
            self.assertIn(name, proxy.commands)
        return proxy.commands

    def every_command(self, faults, deadline, expect):
        """`faults(n)` are tried at each command n; `expect(fault, name)` is (status, message)."""
        commands = self.commands_of_a_run()
        cases = [fault for at in range(len(commands)) for fault in faults(at)]
        self.in_parallel(cases, lambda fault: self.one(fault, deadline, *expect(fault, commands[fault.at])))

    def one(self, fault, deadline, status, message):
        place = self.place(f"{fault.how} {fault.where} {fault.at} {fault.lasting} {fault.error.split(' ')[0]}")
        with Proxy(self.server.path, fault) as proxy:
            self.point_at(place, proxy.port)
            run = Run(place.config, "--deadline", f"{int(deadline * 1000)}ms")
            self.assertTrue(proxy.faulted.is_set(), "the fault did not come about")
        self.check_run(run, status, message, deadline)
        self.assertNotIn(PASSWORD, run.stdout + run.stderr)
        self.point_at(place, self.server.port)
        self.check_run(Run(place.config), EX_OK, None, PATIENT)
        self.assertEqual(place.problems(), [], run)

    def test_a_connection_that_ends_once(self):
        self.every_command(
            lambda at: [Fault(how, where, at) for how in (CUT, RESET) for where in (BEFORE, AFTER, MIDDLE)],
            PATIENT, lambda fault, name: (EX_OK, None))

    def test_a_silence_once(self):
        self.every_command(lambda at: [Fault(STALL, where, at) for where in (BEFORE, AFTER, MIDDLE)],
                           PATIENT, lambda fault, name: (EX_OK, None))

    def test_a_connection_that_ends_each_time(self):
        self.every_command(
            lambda at: [Fault(how, where, at, lasting=True) for how in (CUT, RESET) for where in (BEFORE, AFTER)],
            SHORT, lambda fault, name: (EX_TEMPORARY, r"connection to 127\.0\.0\.1:\d+ lost: "))

    def test_a_silence_each_time(self):
        self.every_command(lambda at: [Fault(STALL, BEFORE, at, lasting=True)],
                           SHORT, lambda fault, name: (EX_TEMPORARY, r"no reply from 127\.0\.0\.1:\d+ within "))

    def test_a_byte_now_and_then(self):
        self.every_command(lambda at: [Fault(DRIP, BEFORE, at)],
                           SHORT, lambda fault, name: (EX_TEMPORARY, r"no reply from 127\.0\.0\.1:\d+ within "))

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
