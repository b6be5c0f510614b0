"""Commands that the program prints to be typed: each is, as it stands, in a shell that knows nothing else."""

import re
import signal
import subprocess

import harness
from harness import EX_CONFIG, EX_TEMPORARY, EX_USAGE, RedisTest, iso, schedule
from terminal import run_on_terminal

# The empty /etc of a mount namespace, with the configuration where the program looks for one.
DEFAULT = 'mount -t tmpfs none /etc && mkdir /etc/sidetick && cp "$1" /etc/sidetick/sidetick.toml && exec "$2" "$3"'


def ago(**units):
    """Before the present, which is not near a tick of these tests."""
    seconds = {"minutes": 60, "hours": 3600, "days": 86400}
    return iso(int(harness.CLOCK.time()) - sum(seconds[unit] * number for unit, number in units.items()))


class Dropped(RedisTest):
    """A backfill knows no --now: the present is the clock's, and the run that was before it long past."""

    def drop(self, before, cron="*/5 * * * *", **tops):
        self.configure(schedule("report", cron), **tops)
        self.run_at(before)

    def start(self, *args, **env):
        done = subprocess.run([harness.SIDETICK, *args], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=120, cwd=self.folder, env=self.environment(**env))
        self.assertEqual(done.returncode, 0, done)
        return done

    def printed(self, text):
        """(how many ticks were dropped, the command that enqueues them)"""
        count, line = re.search(r"(\d+) ticks .*; to enqueue:\n?\s*(.*)", text).groups()
        return int(count), line

    def check(self, count, line):
        before = len(self.jobs())
        self.paste(line, cwd=self.folder)
        self.assertEqual(len(self.jobs()) - before, count)

    def test_the_configuration_is_that_of_the_run_however_it_was_given(self):
        part = 'it\'s "$HOME"; a part.toml'
        for args, env, words in (
                (("-c", "sidetick.toml"), {}, "sidetick -c sidetick.toml backfill report "),
                (("-c", "-folder", "-c", part), {}, "sidetick -c-folder -c 'it'\\''s \"$HOME\"; a part.toml' backfill "),
                ((), {"SIDETICK_CONFIG": f"-folder::{part}"}, "sidetick -c-folder -c 'it'"),
                (("-c", "sidetick.toml"), {"SIDETICK_CONFIG": "nowhere.toml"}, "sidetick -c sidetick.toml backfill ")):
            with self.subTest(words):
                self.redis("FLUSHALL")
                self.drop(ago(hours=5))
                (self.folder / "-folder").mkdir(exist_ok=True)
                (self.folder / "-folder" / "redis.toml").write_text(f'[redis]\nurl = "{self.server.url}"\n')
                (self.folder / part).write_text(schedule("report", "*/5 * * * *"))
                count, line = self.printed(self.start(*args, "run", **env).stderr)
                self.assertTrue(line.startswith(words), line)
                self.assertEqual(self.printed(self.start(*args, "status", **env).stdout), (count, line))
                self.check(count, line)

    def test_a_configuration_that_is_found_without_a_word_is_not_named(self):
        if subprocess.run(["unshare", "--mount", "true"], stderr=subprocess.DEVNULL).returncode != 0:
            self.skipTest("this user may not make a mount namespace")
        self.drop(ago(hours=5))
        for command, stream in (("run", "stderr"), ("status", "stdout")):
            done = subprocess.run(["unshare", "--mount", "sh", "-c", DEFAULT, "sh", self.config, harness.SIDETICK, command],
                                  stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120,
                                  env=self.environment())
            self.assertTrue(self.printed(getattr(done, stream))[1].startswith("sidetick backfill report --from "), done)

    def test_force_where_a_backfill_refuses_without(self):
        for before, tops, forced in (
                (ago(days=10), {}, True),
                (ago(days=6, hours=23), {}, True),  # whoever reads cron's mail may be some hours late
                (ago(days=5, hours=23), {}, False),
                (ago(hours=5), {"top": 'history = "1h"'}, True)):
            with self.subTest((before, tops)):
                self.redis("FLUSHALL")
                self.drop(before, "*/15 * * * *", **tops)
                count, line = self.printed(self.run_at(None).stderr)
                self.assertEqual(line.endswith(" --force"), forced, line)
                self.assertEqual(self.printed(self.sidetick("status").stdout), (count, line))
                self.check(count, line)

    def test_force_is_for_the_present_in_which_it_is_pasted(self):
        """Not for one that was given with --now."""
        self.drop("2025-03-01T05:00:00Z")
        count, line = self.printed(self.run_at("2025-03-01T12:00:00Z").stderr)
        self.check(count, line)


class Resumed(RedisTest):
    def interrupted(self, *args, until, status=EX_TEMPORARY, **env):
        """What a backfill says to go on with that is stopped as soon as `until` holds, or ends by itself."""
        process = subprocess.Popen([harness.SIDETICK, *args], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True, cwd=self.folder, env=self.environment(**env))
        while process.poll() is None and not until():
            pass
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=120)
        self.assertEqual(process.returncode, status, stderr)
        return re.search(r"to go on(.*): (sidetick .*)", stderr).groups()

    def begun(self):
        return self.redis("LLEN", "queue:default") > 0

    def test_the_configuration_and_the_deadline_are_those_of_the_backfill(self):
        self.configure(schedule("report", "*/10 * * * * *"))
        day = ("--from", "2026-01-01", "--to", "2026-01-02", "--force", "--rate", "2000", "--deadline", "1m30s")
        for args, env in (((), {"SIDETICK_CONFIG": "sidetick.toml"}), (("-c", "sidetick.toml"), {})):
            with self.subTest(env):
                self.redis("FLUSHALL")
                doubt, line = self.interrupted(*args, "backfill", *day, until=self.begun, **env)
                self.assertEqual(doubt, "")
                self.assertRegex(line, r"\Asidetick -c sidetick\.toml backfill --from \S+ --to \S+ --rate 2000 "
                                       r"--deadline 1m30s --force\Z")
                self.paste(line.replace("--rate 2000", "--rate 1000000"), cwd=self.folder)
                self.assertEqual(len({job["jid"] for job in self.jobs()}), 8640)

    def test_what_has_meanwhile_become_too_old_to_know_of_is_forced_and_said_to_be(self):
        self.configure(*(schedule(f"report{n}", "* * * * * *") for n in range(10)), top='history = "1h"')
        begin = self.time() - 3600

        def becomes_too_old():
            if self.begun() and self.time() < begin + 4000:
                harness.CLOCK.go(1000)
            return False

        doubt, line = self.interrupted("-c", "sidetick.toml", "backfill", "--from", iso(begin), "--to", iso(begin + 60),
                                       "--rate", "2", until=becomes_too_old, status=EX_USAGE)
        self.assertEqual(doubt, ", though runs may have enqueued what comes next, which is from before the ledger is "
                                "complete")
        self.assertRegex(self.paste(line.replace(" --force", ""), status=EX_USAGE, cwd=self.folder).stderr,
                         r"complete only since \S+Z: .*add --force\n")
        self.paste(line.replace("--rate 2 ", "--rate 1000000 "), cwd=self.folder)
        self.assertEqual(len({job["jid"] for job in self.jobs()}), 600)

    def test_an_old_range_that_needs_no_force_is_gone_on_with_without(self):
        self.configure(schedule("report", "*/10 * * * * *"), top='history = "1h"')
        self.run_at("2026-03-01T12:00:00Z")
        doubt, line = self.interrupted("-c", "sidetick.toml", "backfill", "--from", "2026-02-01", "--to", "2026-02-02",
                                       "--rate", "2000", until=lambda: self.redis("LLEN", "queue:default") > 1)
        self.assertEqual(doubt, "")
        self.assertNotIn("--force", line)
        self.paste(line.replace("--rate 2000", "--rate 1000000"), cwd=self.folder)
        self.assertEqual(len({job["jid"] for job in self.jobs()}), 1 + 8640)


class Missed(RedisTest):
    """What a rehearsal of backfill says to type."""

    def setUp(self):
        super().setUp()
        begin = self.time() - 20 * 3600
        self.begin, self.middle, self.end = (iso(begin + 3600 * hours) for hours in (0, 11, 17))
        self.rehearsal = ("backfill", "--dry-run", "--from", self.begin, "--to", self.end)

    def printed(self, *args, **env):
        """(how many ticks were missed, the command that enqueues them)"""
        done = subprocess.run([harness.SIDETICK, *args], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=120, cwd=self.folder, env=self.environment(**env))
        self.assertEqual(done.returncode, 0, done)
        total = r"(?m)^would enqueue (\d+) ticks?,.*\n.*to enqueue .*:\n  (.*)\n\Z"
        count, line = re.search(total, done.stdout).groups()
        return int(count), line

    def check(self, *args, queue="default", **env):
        """The command enqueues what was named, and then nothing is missed. Returns it."""
        before = len(self.jobs(queue))
        count, line = self.printed(*args, **env)
        said = self.paste(line, cwd=self.folder).stdout
        self.assertRegex(said, rf"\A(enqueued [^\n]* ticks? [^\n]*\n)*enqueued {count} ticks?, ")
        self.assertEqual(len(self.jobs(queue)) - before, count)
        again = self.paste(line.replace(" backfill ", " backfill --dry-run ", 1), cwd=self.folder).stdout
        self.assertRegex(again, r"\Awould enqueue 0 ticks, \d+ already enqueued; nothing was missed of \d+ schedules?\n\Z")
        return line

    def test_what_it_names_is_enqueued_and_then_nothing_is_missed(self):
        self.configure(schedule("a b", "0 * * * *"), schedule("-x", "30 */2 * * *"), schedule("whole", "0 * * * *"))
        self.sidetick("backfill", "whole", "--from", self.begin, "--to", self.end)
        self.run_at(self.middle)
        line = self.check("-c", "sidetick.toml", *self.rehearsal)
        self.assertRegex(line, r"\Asidetick -c sidetick\.toml backfill --from \S+ --to \S+ -- 'a b' -x\Z")

    def test_what_was_enqueued_within_the_range_is_not_enqueued_again(self):
        self.configure(schedule("report", "*/10 * * * *"))
        self.sidetick("backfill", "--from", self.middle, "--to", self.end, "--limit", "6")
        self.check("-c", "sidetick.toml", *self.rehearsal)
        self.assertEqual(len(self.jobs()), 17 * 6)

    def test_queue_rate_and_limit_are_those_of_the_rehearsal(self):
        self.configure(schedule("a", "*/10 * * * *"), schedule("b", "*/10 * * * *"))
        count, line = self.printed("-c", "sidetick.toml", *self.rehearsal, "--queue=-low", "--rate", "100000",
                                   "--limit", "7", "--deadline", "1m30s")
        self.assertRegex(line, r"\Asidetick -c sidetick\.toml backfill a b --from \S+ --to \S+ --rate 100000 --queue=-low "
                               r"--limit 7 --deadline 1m30s\Z")
        self.paste(line, cwd=self.folder)
        self.assertEqual((count, len(self.jobs("-low"))), (7, 7))

    def test_force_where_a_backfill_refuses_without(self):
        self.configure(schedule("report", "0 * * * *"), top='history = "1h"')
        for since, forced in ((ago(days=3), True), (ago(minutes=61), False)):
            with self.subTest(since):
                self.redis("FLUSHALL")
                line = self.check("-c", "sidetick.toml", "backfill", "--dry-run", "--from", since, "--force")
                self.assertEqual(line.endswith(" --force"), forced, line)
                if forced:
                    self.paste(line.replace(" --force", ""), status=EX_USAGE, cwd=self.folder)

    def test_more_schedules_than_a_line_holds_are_all_of_them(self):
        self.configure(*(schedule(f"report{n:02}", "0 * * * *") for n in range(11)), schedule("off", enabled=False))
        line = self.check(*self.rehearsal, SIDETICK_CONFIG="sidetick.toml")
        self.assertRegex(line, r"\Asidetick -c sidetick\.toml backfill --from \S+ --to \S+\Z")
        self.assertEqual(len(self.jobs()), 11 * 17)


class Forgotten(RedisTest):
    """A clock that was wrong has put a cursor ahead."""

    def setUp(self):
        super().setUp()
        self.configure(schedule("a b"))
        self.run_at(None)

    def put_ahead(self):
        text = self.redis("HGET", "sidetick:cursors", "a b").split(" ", 1)[1]
        self.redis("HSET", "sidetick:cursors", "a b", f"{self.time() + 33 * 60} {text}")

    def check(self, line):
        self.assertEqual(line, f"sidetick -c {self.config} forget 'a b'")
        self.paste(line + " --yes")
        self.run_at(None)

    def test_who_begins_anew_has_the_command_on_a_line_of_its_own(self):
        for command, level, status in (("run", "error", EX_TEMPORARY), ("status", "warning", 0)):
            with self.subTest(command):
                self.put_ahead()
                at, printed = run_on_terminal([harness.SIDETICK, "-c", str(self.config), command], columns=400,
                                              env={**self.environment(), "NO_COLOR": "1"})
                self.assertEqual(at, status, printed)
                self.check(re.search(rf'(?m)^sidetick: {level}: schedule "a b": its cursor is 3[23] min( \d+ s)? ahead, at .*; mend the '
                                     r"clock, or begin anew and backfill the time between:\n  (.*)$", printed)[2])
        self.put_ahead()
        said = self.sidetick("doctor", status=EX_TEMPORARY).stdout
        self.check(re.search(r"backfill the time between\n +-> (.*)\n", said)[1])

    def test_a_pipe_has_it_at_the_end_of_the_line(self):
        for command, status in (("run", EX_TEMPORARY), ("status", 0)):
            with self.subTest(command):
                self.put_ahead()
                said = self.sidetick(command, status=status).stderr
                self.check(re.search(r"begin anew and backfill the time between: (.*)\n\Z", said)[1])


class Probe(RedisTest):
    def test_where_to_see_what_is_wrong_with_the_configuration(self):
        self.configure(schedule("report"), schedule("wrong", "0 25 * * *"))
        self.run_at(None, status=EX_CONFIG)
        for top, status in (("", 2), ("nonsense = 1\n", 3)):
            with self.subTest(top):
                self.config.write_text(top + self.config.read_text())
                said = self.sidetick("status", "--max-lag", "5m", status=status).stdout
                line = re.search(r"see (sidetick .*?)( \||\n)", said)[1]
                self.assertEqual(line, f"sidetick -c {self.config} check")
                self.assertIn("hour 25 is not in 0-23", self.paste(line, status=EX_CONFIG).stderr)


class Imported(RedisTest):
    def test_what_to_do_with_an_imported_file(self):
        self.redis("HSET", "schedules", "report", '{"cron":"*/5 * * * *","class":"Report","queue":"low"}')
        env = {"REDIS_URL": self.server.url}
        self.paste("sidetick import > new.toml", cwd=self.folder, **env)
        lines = re.findall(r"sidetick [^;\n]*\bFILE\b[^;\n]*", (self.folder / "new.toml").read_text())
        said = [self.paste(line.replace("FILE", "new.toml"), cwd=self.folder, **env).stdout for line in lines]
        self.assertEqual(said[0], "sidetick: 1 schedule in 1 file is right\n")
        self.assertEqual(said[1].count("  report\n"), 10)
        self.assertRegex(said[2], r"\A(would enqueue|nothing due for) report")
        self.assertEqual((len(said), self.redis("KEYS", "*")), (3, ["schedules"]))
