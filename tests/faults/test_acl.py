"""The least-privilege user of sidetick(1), "Access to Redis": everything that sidetick does works under exactly that one."""

import json
import pathlib
import re
import shlex

import harness
from harness import EX_DATA, EX_OK, EX_REFUSED, NOW, schedule
from faults import OTHER_COMMANDS, FaultTest, Run
from proxy import Proxy
from sentinel import MASTER, Sentinel

MANUAL = pathlib.Path(harness.ROOT / "man/sidetick.1").read_text()


def acl_rules():
    """The words after the user's name in the manual's ACL SETUSER line, with namespace exq."""
    line = re.search(r"^ACL SETUSER sidetick (.*)$", MANUAL, re.M)
    return shlex.split(line[1])


class Acl(FaultTest):
    def setUp(self):
        super().setUp()
        self.assertEqual(self.redis("ACL", "SETUSER", "sidetick", "reset", *acl_rules()), "OK")

    def write(self, *schedules):
        self.config.touch(mode=0o600)  # it has a password
        self.config.write_text(
            f'[redis]\nurl = "redis://sidetick:secret@127.0.0.1:{self.server.port}/0"\nnamespace = "exq"\n'
            + "".join(schedules))

    def run_fine(self, *args, now=NOW):
        run = Run(self.config, *args, now=now)
        self.check_run(run, EX_OK, None, 25)
        return run

    def test_everything_that_run_does_is_allowed(self):
        report = schedule("report", "*/5 * * * *", first_run="window")
        self.write(report, schedule("gone"))
        self.run_fine("--dry-run")
        self.run_fine()
        self.assertEqual(self.redis("LLEN", "exq:queue:default"), 13)
        self.write(report)  # a schedule leaves the page
        self.run_fine()
        self.assertEqual(self.redis("HKEYS", "exq:schedules"), ["report"])
        self.redis("HSET", "exq:sidetick:cursors", "report", "garbage")
        run = Run(self.config)
        self.assertEqual(run.status, EX_OK, run)
        self.redis("HSET", "exq:sidekiq-scheduler:states", "report", '{"enabled":false}')
        self.run_fine(now="2026-03-01T13:00:00Z")
        self.assertEqual(self.redis("LLEN", "exq:queue:default"), 13)
        self.assertEqual(self.redis("CLIENT", "LIST").count("user=sidetick"), 0)

    def test_every_other_command_is_allowed_too(self):
        self.write(schedule("report"))
        for args in OTHER_COMMANDS:
            with self.subTest(args[0]):
                self.assertEqual(self.sidetick(*args).stderr, "")
        self.redis("HSET", "exq:schedules", "legacy", "{}")
        self.sidetick("disable", "legacy")
        self.redis("HSET", "exq:sidetick:cursors", "report", "garbage")
        self.sidetick("status")
        self.assertEqual(self.redis("LLEN", "exq:queue:default"), 61)

    def test_no_command_of_the_line_is_more_than_is_needed(self):
        """Without any one of the commands something is refused, and the message names it."""
        commands = [rule[1:] for rule in acl_rules() if rule.startswith("+")]
        # The sanitized program is slow to start: with it, a few of them.
        for command in [None, *commands[::harness.REPEAT_DIVISOR]]:
            with self.subTest(command):
                self.redis("FLUSHALL")
                self.redis("ACL", "SETUSER", "sidetick", f"-{command}" if command else "+time")
                self.check_doctor(command)
                runs = list(self.all_paths())
                self.redis("ACL", "SETUSER", "sidetick", f"+{command}" if command else "+time")
                naming = [run for run in runs if re.search(rf"(?i)\b{re.escape(str(command))}\b", run.stderr)]
                if command in (None, "client|setname"):  # a run goes on without a name
                    self.assertEqual([run.status for run in runs], [EX_OK, EX_OK, EX_OK, EX_OK, EX_DATA, EX_DATA], runs)
                elif command == "del":  # housekeeping stops no tick
                    self.assertRegex(naming[0].stderr, "warning: schedules that are gone are not deleted: .*DEL")
                    self.assertEqual(naming[0].status, EX_OK, runs)
                else:
                    self.assertEqual([run.status for run in naming[:1]], [EX_REFUSED], runs)

    def check_doctor(self, command):
        """doctor names that command and no other, and so does each command that is refused for want of it."""
        self.write(schedule("report"))
        name = str(command).split("|")[0].upper()
        expected = {None: [], "client|setname": ["warning"], "del": ["warning"]}.get(command, ["failure"])
        doctor = Run(self.config, "--format", "json", command="doctor")
        said = [check for check in json.loads(doctor.stdout)["checks"]
                if check["check"] == "commands" and check["state"] in ("warning", "failure")]
        self.assertEqual([check["state"] for check in said], expected, doctor)
        self.assertEqual(doctor.status, EX_REFUSED if expected == ["failure"] else EX_OK, doctor)
        for check in said:
            self.assertRegex(check["text"], rf"^{name}\b.*: the ACL of this user does not allow it")
            self.assertEqual(check["advice"], f"ACL SETUSER sidetick +{command}")
        for args in OTHER_COMMANDS:
            if args != ("doctor",):
                run = Run(self.config, *args[1:], command=args[0])
                self.assertEqual(run.status, EX_REFUSED if f"{name}" in run.stderr else EX_OK, run)
                self.assertTrue(run.status == EX_OK or expected == ["failure"], run)
        self.redis("FLUSHALL")

    def test_no_key_of_any_schedule_is_more_than_is_needed(self):
        """Without the right to one key of the second schedule, or to write it, doctor says what a run would be refused."""
        self.write(schedule("report", queue="low", first_run="window"), schedule("digest", queue="high", first_run="window"))
        hashes = ["sidetick:cursors", "schedules", "queues", *(f"sidekiq-scheduler:{name}" for name in
                                                               ("states", "last_times", "next_times", "last_runs"))]
        keys = [f"exq:{key}" for key in (*hashes, "queue:low", "queue:high", *(
            f"{ledger}:{name}" for name in ("report", "digest") for ledger in ("sidekiq-scheduler:pushed", "sidetick:backfilled")))]
        needed_by_run = {"exq:sidekiq-scheduler:pushed:digest": EX_REFUSED, "exq:queue:high": EX_REFUSED,
                         "exq:sidetick:cursors": EX_REFUSED, "exq:sidetick:backfilled:digest": EX_OK}
        for key, status in needed_by_run.items():
            for right in ([], [f"%R~{key}"]):
                if right and self.redis("INFO", "server").split("redis_version:")[1][0] < "7":
                    continue  # rights to read keys, and not to write them, are of Redis 7
                with self.subTest(key, right=right):
                    self.redis("FLUSHDB")
                    self.redis("ACL", "SETUSER", "sidetick", "resetkeys", *right, *(f"~{each}" for each in keys if each != key))
                    doctor = Run(self.config, "--format", "json", command="doctor")
                    [check] = [each for each in json.loads(doctor.stdout)["checks"] if each["check"] == "commands"]
                    self.assertEqual((doctor.status, check["state"]), (status, "failure" if status else "warning"), doctor)
                    self.assertIn(f'"{key}": the ACL of this user does not allow it', check["text"])
                    self.assertEqual(check["advice"], "ACL SETUSER sidetick ~exq:*")
                    self.assertEqual(Run(self.config).status, status)

    def test_a_run_does_without_the_queue_of_a_schedule_that_is_off(self):
        """Not its queue: it pushes nothing."""
        self.write(schedule("report"), schedule("digest", queue="high", enabled=False))
        self.redis("ACL", "SETUSER", "sidetick", "resetkeys", "~exq:s*", "~exq:queues", "~exq:queue:default")
        doctor = Run(self.config, "--format", "json", command="doctor")
        [check] = [each for each in json.loads(doctor.stdout)["checks"] if each["check"] == "commands"]
        self.assertEqual((doctor.status, check["state"]), (EX_OK, "warning"), doctor)
        self.assertRegex(check["text"], '^TYPE "exq:queue:high": .*: backfill would be refused$')
        self.assertEqual(Run(self.config).status, EX_OK)

    def all_paths(self):
        """Runs that do all that a run may: see the commands of each in sidetick(7)."""
        top, past = 'history = "1h"\nmissed_jobs_window = "20m"\n', "[schedules.past]\nat = 2020-01-01T00:00:00Z\nclass = \"W\"\n"
        seconds = schedule("seconds", "* * * * * *", first_run="window") + schedule("late", "18 20 * * *", queue="late")

        def write(*schedules, port=self.server.port):
            self.write(*schedules)
            self.config.write_text(top + self.config.read_text().replace(f":{self.server.port}/", f":{port}/"))

        def run(now):
            return Run(self.config, "--deadline", "2s", now=now)

        write(seconds, past)
        yield run(NOW)  # two batches, at first sight
        yield run("2026-03-01T18:00:30Z")  # drops ticks, and trims the ledger
        write(seconds)
        yield run("2026-03-01T18:00:31Z")  # past leaves the page
        yield run("2026-03-01T20:00:30Z")  # and is deleted
        queue = "exq:queue:default"
        with Proxy(self.server.path, before={"MULTI": lambda: self.redis("SET", queue, "a string")}) as proxy:
            write(seconds, port=proxy.port)
            self.redis("DEL", queue)
            yield run("2026-03-01T20:00:33Z")  # takes back what EXEC did not do
        write(seconds)
        yield run("2026-03-01T20:19:30Z")  # a batch of ticks that wait, and one of another queue

    def test_nothing_is_written_where_the_transaction_is_refused(self):
        self.write(schedule("report"))
        for refused in ("multi", "exec"):
            self.redis("ACL", "SETUSER", "sidetick", f"-{refused}")
            for args in (("disable", "report"), ("trigger", "report")):
                with self.subTest(refused, args=args):
                    self.assertRegex(self.sidetick(*args, status=EX_REFUSED).stderr, rf"(?i)\b{refused}\b")
                    self.assertEqual(self.redis("KEYS", "*"), ["sidetick:cursors"])
            self.redis("ACL", "SETUSER", "sidetick", f"+{refused}")

    def test_other_keys_are_refused_and_named(self):
        self.write(schedule("report"))
        self.config.write_text(self.config.read_text().replace('"exq"', '"other"'))
        self.check_run(Run(self.config), EX_REFUSED, 'WATCH "other:sidetick:cursors"', 25)
        self.assertEqual(self.redis("KEYS", "other*"), [])

    def test_what_is_added_for_a_database_replicas_and_sentinels(self):
        """sidetick(1): +select, +wait, +role; without it the command is refused and named, with it all is well."""
        sentinel = Sentinel(self.server.port, quorum=1)
        self.addCleanup(sentinel.close)
        login = '[redis]\nusername = "sidetick"\npassword = "secret"\nnamespace = "exq"\n'
        cases = (("select", login + f'url = "redis://127.0.0.1:{self.server.port}/3"\n'),
                 ("wait", login + f'url = "redis://127.0.0.1:{self.server.port}"\nmin_replicas = 1\n'),
                 ("role", login + f'[redis.sentinel]\nhosts = ["127.0.0.1:{sentinel.port}"]\nmaster = "{MASTER}"\n'))
        for number, (command, redis) in enumerate(cases):
            self.config.write_text(redis + schedule("report"))
            with self.subTest(command):
                self.check_run(Run(self.config, now=f"2026-03-01T12:4{number}:30Z"), EX_REFUSED, f"{command.upper()}: the ACL of this user", 25)
                doctor = Run(self.config, command="doctor")
                self.assertEqual(doctor.status, EX_REFUSED, doctor)
                self.assertRegex(doctor.stdout, rf"(?m)^failure .*{command.upper()}: the ACL of this user")
                self.redis("ACL", "SETUSER", "sidetick", f"+{command}")
                self.assertEqual(Run(self.config, command="doctor").status, EX_OK)
                run = Run(self.config, now=f"2026-03-01T12:5{number}:30Z")
                self.assertEqual(run.status, EX_OK, run)
                self.redis("ACL", "SETUSER", "sidetick", f"-{command}")

    def test_what_is_added_for_why(self):
        """sidetick(1): +smembers, +llen, +lrange; without any of them the command is refused and named, with them all is well."""
        self.write(schedule("report"))
        self.run_fine()
        added = ("smembers", "llen", "lrange")
        for refused in (*added, None):
            with self.subTest(refused):
                self.redis("ACL", "SETUSER", "sidetick", *(f"{'-' if command == refused else '+'}{command}" for command in added))
                result = self.sidetick("why", "report", "2026-03-01T12:34:00Z", status=EX_REFUSED if refused else EX_OK)
                self.assertEqual(f"{refused} ".upper() in result.stderr, refused is not None, result)
                self.assertEqual("waits in queue" in result.stdout, refused is None, result)
