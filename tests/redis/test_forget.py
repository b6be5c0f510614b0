"""forget: position, form, mark and page entry go; the ledger stays, so that no tick comes twice."""

import subprocess
import sys

import harness
from harness import (EX_CONFIG, EX_DATA, EX_OK, EX_USAGE, NOW, ROOT, RedisTest, iso, schedule)
from terminal import answer_on_terminal, run_on_terminal

sys.path.insert(0, str(ROOT / "tests/faults"))

from proxy import Proxy  # noqa: E402

CURSORS, STATES = "sidetick:cursors", "sidekiq-scheduler:states"
QUESTION = "forget where {} (ticks that were missed are not caught up)? [y/N] "


class ForgetTest(RedisTest):
    def setUp(self):
        super().setUp()
        self.configure(schedule("report"), schedule("mail"))
        self.run_at(NOW)

    def forget(self, *args, status=EX_OK):
        return self.sidetick("forget", *args, status=status)

    def everything(self):
        return {key: self.redis("DUMP", key) for key in self.redis("KEYS", "*")}

    def words(self, name):
        return self.redis("HGET", CURSORS, name).split()

    def present_minute(self):
        return int(self.redis("TIME")[0]) // 60 * 60


class Question(ForgetTest):
    def asked(self, answer, *args):
        """Exit status and what is printed, when `answer` is typed on a terminal."""
        command = [harness.SIDETICK, "-c", str(self.config), "forget", *args]
        return answer_on_terminal(command, answer, columns=250, env=self.environment())

    def test_it_is_asked_on_a_terminal_and_names_what_is_forgotten(self):
        self.assertEqual(self.asked(b"y\n", "report"), (EX_OK, QUESTION.format('"report" is') + "forgot report\n"))
        self.assertIn("forgotten", self.words("report"))
        for answer in (b"yes\n", b"Y\n", b"YES\n"):
            self.assertEqual(self.asked(answer, "report", "mail", "report"),
                             (EX_OK, QUESTION.format('"report", "mail" are') + "forgot report\nforgot mail\n"))

    def test_any_other_answer_writes_nothing(self):
        before = self.everything()
        for answer in (b"\n", b"n\n", b"no\n", b"yep\n", b" y\n", b"\x04"):
            with self.subTest(answer):
                calls = self.commands_during(
                    lambda: self.assertEqual(self.asked(answer, "report"), (EX_OK, QUESTION.format('"report" is'))))
                self.assertEqual((calls.keys() & {"watch", "multi"}, self.everything()), (set(), before))

    def test_without_a_terminal_yes_has_to_be_said(self):
        before = self.everything()
        refused = self.forget("report", status=EX_USAGE)
        self.assertEqual((refused.stdout, refused.stderr),
                         ("", "sidetick: error: forget: asks before it writes, and there is no terminal: add --yes\n"))
        self.assertEqual(self.everything(), before)
        done = self.forget("report", "--yes")
        self.assertEqual((done.stdout, done.stderr), ("forgot report\n", ""))
        self.assertEqual(self.forget("report", "--yes", "-q").stdout, "")

    def test_on_a_terminal_yes_asks_nothing(self):
        command = [harness.SIDETICK, "-c", str(self.config), "forget", "report", "--yes"]
        self.assertEqual(run_on_terminal(command, env=self.environment()), (EX_OK, "forgot report\n"))


class Names(ForgetTest):
    def test_one_that_nobody_knows_forgets_none(self):
        self.redis("HSET", STATES, "legacy", '{"enabled":false}')
        before = self.everything()
        refused = self.forget("--yes", "report", "legacu", "mial", status=EX_USAGE)
        self.assertEqual((refused.stdout, refused.stderr.splitlines()), ("", [
            'sidetick: error: forget "legacu": no schedule has this name, neither in the configuration nor in Redis: did '
            'you mean "legacy"?',
            'sidetick: error: forget "mial": no schedule has this name, neither in the configuration nor in Redis: did you '
            'mean "mail"?',
            "sidetick: error: forget: nothing was forgotten"]))
        self.assertEqual(self.everything(), before)
        self.forget("--yes", "", status=EX_USAGE)

    def test_one_that_redis_alone_knows_may_be_forgotten(self):
        self.redis("HSET", "schedules", "legacy", "{}")
        self.redis("HSET", STATES, "switched", '{"enabled":false}')
        self.configure(schedule("mail"))
        self.forget("--yes", "report", "legacy", "switched")
        self.assertEqual(list(self.hash("schedules")), ["mail"])
        self.assertEqual(self.hash(STATES), {})
        self.assertIn("forgotten", self.words("report"))

    def test_one_that_is_in_the_file_alone_too(self):
        self.configure(schedule("new"), schedule("mail"))
        self.assertEqual(self.forget("--yes", "new").stdout, "forgot new\n")

    def test_one_that_is_wrong_in_the_file_can_be_forgotten_and_a_file_that_is_unusable_stops_it(self):
        self.configure(schedule("report", "0 25 * * *"), schedule("mail"))
        self.assertEqual(self.forget("--yes", "report").stdout, "forgot report\n")
        self.config.write_text("[redis\n")
        self.forget("--yes", "report", status=EX_CONFIG)


class Forgotten(ForgetTest):
    def test_the_next_run_begins_with_its_present_minute_and_says_nothing(self):
        self.configure(schedule("report", first_run="window"), schedule("mail"))
        self.redis("HSET", "sidekiq-scheduler:last_runs", "report", '"2026-03-01T12:20:00.010217"')
        self.redis("HSET", "sidekiq-scheduler:last_times", "report", iso(self.present_minute() - 600))
        self.run_at("-10m", "--only", "report")
        before = self.ledger("report")
        self.forget("--yes", "report")
        begin = self.present_minute()
        self.assertEqual(self.run_at(None, "--only", "report").stderr, "")
        came = [tick for tick in self.ledger("report") if tick not in before]
        self.assertEqual(came, [begin], "whatever first_run and other programs say")
        self.assertEqual(self.run_at(None, "--only", "report").stderr, "")
        self.assertNotIn("forgotten", self.words("report"))

    def test_the_ledger_stays_and_no_tick_comes_twice(self):
        self.run_at(None)
        ledger, jobs = self.ledger("report"), len(self.jobs())
        for _ in range(3):
            self.forget("--yes", "report")
            self.assertEqual(self.ledger("report"), ledger)
            self.run_at(None, "--only", "report")
        self.assertEqual(len(self.jobs()), jobs)

    def test_since_when_the_ledger_is_complete_stays(self):
        self.assertIn("complete=always", self.words("report"))
        self.forget("--yes", "report")
        self.assertIn("complete=always", self.words("report"))
        text = self.redis("HGET", CURSORS, "report").replace("complete=always", "complete=1772000000")
        self.redis("HSET", CURSORS, "report", text)
        self.forget("--yes", "report")
        self.assertIn("complete=1772000000", self.words("report"))

    def test_a_ledger_that_claims_to_be_complete_from_later_than_now_is_so_from_now(self):
        text = self.redis("HGET", CURSORS, "report").replace("complete=always", "complete=4102444800")
        self.redis("HSET", CURSORS, "report", text)
        begin = int(self.redis("TIME")[0])
        self.forget("--yes", "report")
        complete = int(dict(word.split("=") for word in self.words("report") if "=" in word)["complete"])
        self.assertIn(complete, range(begin - 5, int(self.redis("TIME")[0]) + 6))

    def test_position_form_mark_and_page_entry_go_and_words_of_other_versions_stay(self):
        text = self.redis("HGET", CURSORS, "report")
        self.redis("HSET", CURSORS, "report", text + " gone=1772368000 owed=1772368080 colour=blue")
        self.forget("--yes", "report")
        words = self.words("report")
        self.assertEqual(words[1:], ["0" * 16 + "." + "0" * 16, "complete=always", "with=mail", "forgotten", "colour=blue"])
        for key in ("schedules", "sidekiq-scheduler:last_times", "sidekiq-scheduler:next_times"):
            self.assertEqual(list(self.hash(key)), ["mail"])
        self.run_at(None, "--only", "report")
        self.assertIn("colour=blue", self.words("report"))
        self.assertEqual(sorted(self.hash("schedules")), ["mail", "report"])

    def test_a_cursor_of_a_wrong_clock_or_that_cannot_be_read_is_got_rid_of(self):
        form = self.words("report")[1]
        for text in (f"4102444800 {form}", "garbage", b"\xff\xfe"):
            with self.subTest(text):
                self.redis("HSET", CURSORS, "report", text)
                self.forget("--yes", "report")
                self.assertEqual(self.run_at(None, "--only", "report").stderr, "")


class Switch(ForgetTest):
    def test_it_stays_where_the_file_has_the_schedule_and_that_is_said_when_it_is_off(self):
        self.redis("HSET", STATES, "report", '{"enabled":false,"note":"by Ann"}', "mail", '{"enabled":true}')
        before = self.hash(STATES)
        done = self.forget("--yes", "report", "mail")
        self.assertEqual(done.stdout, "forgot report\nforgot mail\n")
        self.assertEqual(done.stderr, 'sidetick: warning: schedule "report": its switch in Redis is off, and stays so; to switch '
                                      f"it on: sidetick -c {self.config} enable report\n")
        self.assertEqual(self.hash(STATES), before)
        line = done.stderr.split("to switch it on: ")[1]
        self.assertEqual(self.paste(line).stdout, "enabled report\n")

    def test_it_goes_where_the_file_does_not_have_it(self):
        self.redis("HSET", STATES, "report", '{"enabled":false}', "mail", '{"enabled":false}')
        self.configure(schedule("mail"))
        self.assertEqual(self.forget("--yes", "report").stderr, "")
        self.assertEqual(self.hash(STATES), {"mail": '{"enabled":false}'})


class Neighbours(ForgetTest):
    def forget_while(self, action):
        """forget, and `action` between its look and its transaction, the first time."""
        with Proxy(self.server.path, before={"MULTI": action}) as proxy:
            self.config.write_text(self.config.read_text().replace(f":{self.server.port}/", f":{proxy.port}/"))
            try:
                return self.forget("--yes", "report"), proxy.commands
            finally:
                self.config.write_text(self.config.read_text().replace(f":{proxy.port}/", f":{self.server.port}/"))

    def test_a_run_that_writes_meanwhile_is_not_undone_and_what_it_enqueued_stays_in_the_ledger(self):
        other = self.folder / "other.toml"
        other.write_text(self.config.read_text())
        # Two ticks are due: since NOW it would be months of them.
        before = self.present_minute() - 120
        self.redis("FLUSHALL")
        self.run_at(iso(before))

        def run():
            done = subprocess.run([harness.SIDETICK, "-c", str(other), "run"], stdin=subprocess.DEVNULL,
                                  capture_output=True, env=self.environment(), timeout=120)
            self.assertEqual(done.returncode, EX_OK, done)

        result, commands = self.forget_while(run)
        self.assertEqual((result.stdout, result.stderr, commands.count("EXEC")), ("forgot report\n", "", 2))
        self.assertIn("forgotten", self.words("report"))
        ledger = self.ledger("report")
        self.assertEqual(ledger[:3], [before, before + 60, before + 120])
        self.run_at(None)
        # The minute may have passed since: then there is one tick more.
        self.assertEqual(self.ledger("report")[:len(ledger)], ledger)
        jids = [job["jid"] for job in self.jobs()]
        self.assertEqual(len(jids), len(set(jids)))
        self.assertEqual(len(jids), len(self.ledger("report")) + len(self.ledger("mail")))

    def test_a_switch_that_is_thrown_meanwhile_is_seen(self):
        result, commands = self.forget_while(lambda: self.redis("HSET", STATES, "report", '{"enabled":false}'))
        self.assertIn("its switch in Redis is off, and stays so", result.stderr)
        self.assertEqual(self.hash(STATES), {"report": '{"enabled":false}'})
        self.assertEqual(commands.count("EXEC"), 2)

    def test_it_is_one_transaction_that_touches_no_ledger_and_no_queue(self):
        calls = self.commands_during(lambda: self.forget("--yes", "report"))
        self.assertEqual({name: calls[name] for name in ("watch", "multi", "exec")}, {"watch": 1, "multi": 1, "exec": 1})
        self.assertFalse({"zadd", "zrem", "zremrangebyscore", "del", "lpush"} & set(calls), calls)

    def test_keys_of_the_wrong_type(self):
        for key in (CURSORS, STATES, "schedules"):
            with self.subTest(key):
                self.redis("FLUSHALL")
                self.redis("SET", key, "x")
                result = self.forget("--yes", "report", status=EX_DATA)
                self.assertRegex(result.stderr, rf'redis key "{key}" is (a string, )?not a hash: nothing was forgotten; rename or '
                                                r"delete it\n\Z")
                self.assertEqual((result.stdout, self.redis("KEYS", "*")), ("", [key]))

    def test_a_redis_that_is_not_there(self):
        self.config.write_text(self.config.read_text().replace(f":{self.server.port}/", f":{harness.free_port()}/"))
        result = self.forget("--yes", "report", "--deadline", "300ms", status=harness.EX_UNAVAILABLE)
        self.assertEqual(result.stdout, "")
