"""EXEC that half fails: a push that Redis refuses inside it is taken back, and its tick comes again."""

import json

from faults import FaultTest, Run
from harness import EX_DATA, EX_OK, EX_REFUSED, instant, ledger_ticks, minutes, schedule
from proxy import Proxy

CURSORS = "sidetick:cursors"
TWO_QUEUES = schedule("report", queue="reports") + schedule("mail", queue="mails")
FIRST, NOW, NEXT = "2026-03-01T12:30:30Z", "2026-03-01T12:34:30Z", "2026-03-01T12:35:30Z"


class HalfExec(FaultTest):
    top = ""

    def setUp(self):
        super().setUp()
        self.write(TWO_QUEUES)
        self.run_fine(FIRST)
        self.redis("DEL", "queue:reports", "queue:mails")

    def write(self, schedules, port=None, login=""):
        self.config.write_text(f'{self.top}\n[redis]\nurl = "redis://{login}127.0.0.1:{port or self.server.port}/0"\n{schedules}')

    def run_fine(self, now):
        run = Run(self.config, now=now)
        self.assertEqual((run.status, run.stderr), (EX_OK, ""))

    def spoil(self):
        """The key becomes a string, as if somebody had written it after the look."""
        self.redis("SET", "queue:reports", "a string")

    def through(self, before, command="run", args=(), login="", now=NOW):
        """The program, with `before` in the words of Proxy; and the commands that it sent."""
        with Proxy(self.server.path, before=before) as proxy:
            self.write(TWO_QUEUES, proxy.port, login)
            run = Run(self.config, *args, command=command, now=now)
        self.write(TWO_QUEUES)
        return run, proxy.commands

    def assert_every_tick_once(self, queue, ticks):
        jids = [json.loads(job)["jid"] for job in self.redis("LRANGE", f"queue:{queue}", 0, -1)]
        self.assertEqual((len(jids), len(set(jids))), (len(ticks), len(ticks)))

    def test_a_key_that_becomes_a_string_costs_no_tick_and_stops_the_others_not(self):
        run, _ = self.through({"MULTI": self.spoil})
        self.assertEqual(run.status, EX_DATA, run)
        self.assertRegex(run.stderr, r'\Asidetick: error: LPUSH "queue:reports" failed inside a transaction whose other '
                                     r'commands were carried out: "WRONGTYPE [^\n]*"\nsidetick: error: redis key "queue:reports" is '
                                     r'a string, not a list: the ticks of "report" wait; rename or delete it\n\Z')
        self.assert_ticks("report", minutes("12:30", "12:30"), "what is in no queue is in no ledger")
        self.assertLess(self.cursor("report"), instant("2026-03-01T12:31:00Z"))
        self.assert_ticks("mail", minutes("12:30", "12:34"))
        self.assert_every_tick_once("mails", minutes("12:31", "12:34"))
        self.assertEqual(self.cursor("mail"), instant(NOW))
        self.redis("DEL", "queue:reports")
        self.run_fine(NEXT)
        self.assert_ticks("report", minutes("12:30", "12:35"))
        self.assert_every_tick_once("reports", minutes("12:31", "12:35"))
        self.assert_every_tick_once("mails", minutes("12:31", "12:35"))

    def test_it_is_told_as_not_enqueued(self):
        run, _ = self.through({"MULTI": self.spoil}, args=("--format", "json"))
        told = [entry["schedule"] for entry in json.loads(run.stdout)["enqueued"]]
        self.assertEqual(told, ["mail"] * 4)

    def test_a_host_that_runs_before_the_taking_back_moves_the_cursor_in_vain(self):
        other = self.folder / "other.toml"

        def run_elsewhere():
            other.write_text(f'[redis]\nurl = "{self.server.url}"\n{schedule("report", queue="elsewhere")}'
                             + schedule("mail", queue="mails"))
            self.assertEqual(Run(other, now=NEXT).status, EX_OK)
            self.assertEqual(self.cursor("report"), instant(NEXT))

        run, commands = self.through({"MULTI": self.spoil, "ZREM": run_elsewhere})
        self.assertEqual((run.status, commands.count("ZREM")), (EX_DATA, 2), run)
        self.assertLess(self.cursor("report"), instant("2026-03-01T12:31:00Z"))
        self.assert_ticks("report", [*minutes("12:30", "12:30"), *minutes("12:35", "12:35")])
        self.redis("DEL", "queue:reports")
        self.run_fine("2026-03-01T12:36:30Z")
        self.assert_ticks("report", minutes("12:30", "12:36"))
        self.assert_every_tick_once("reports", [*minutes("12:31", "12:34"), *minutes("12:36", "12:36")])
        self.assert_every_tick_once("elsewhere", minutes("12:35", "12:35"))

    def test_an_ACL_that_changes_costs_no_tick(self):
        self.redis("ACL", "SETUSER", "half", "reset", "on", ">p", "~*", "+@all")
        self.addCleanup(self.redis, "ACL", "DELUSER", "half")
        take = lambda: self.redis("ACL", "SETUSER", "half", "-lpush")  # noqa: E731
        run, _ = self.through({"EXEC": take}, login="half:p@")
        self.assertEqual(run.status, EX_REFUSED, run)
        self.assertIn("LPUSH", run.stderr)
        for name in ("report", "mail"):
            self.assert_ticks(name, minutes("12:30", "12:30"))
            self.assertLess(self.cursor(name), instant("2026-03-01T12:31:00Z"))
        self.run_fine(NEXT)
        self.assert_every_tick_once("reports", minutes("12:31", "12:35"))
        self.assert_every_tick_once("mails", minutes("12:31", "12:35"))

    def test_a_backfill_takes_back_from_both_ledgers_and_goes_on_with_the_others(self):
        range_ = ("--from", "2026-03-01T11:00:00Z", "--to", "2026-03-01T12:40:00Z")
        run, _ = self.through({"MULTI": self.spoil}, "backfill", range_, now=None)
        self.assertEqual(run.status, EX_DATA, run)
        self.assert_every_tick_once("mails", [*minutes("11:00", "12:29"), *minutes("12:31", "12:39")])
        self.assert_ticks("report", minutes("12:30", "12:30"))
        self.assertEqual(ledger_ticks(self.redis, "sidetick:backfilled:report"), [])
        self.assertLess(self.cursor("report"), instant("2026-03-01T12:31:00Z"))
        self.redis("DEL", "queue:reports")
        again = Run(self.config, *range_, command="backfill")
        self.assertEqual(again.status, EX_OK, again)
        self.assert_every_tick_once("reports", [*minutes("11:00", "12:29"), *minutes("12:31", "12:39")])
        self.assert_every_tick_once("mails", [*minutes("11:00", "12:29"), *minutes("12:31", "12:39")])
        self.run_fine("2026-03-01T12:41:30Z")
        self.assert_every_tick_once("reports", [*minutes("11:00", "12:29"), *minutes("12:31", "12:41")])

    def test_what_was_written_as_a_series_is_taken_out_of_it(self):
        """Of old ticks; another host has put them together with one whose job is there."""
        self.redis("FLUSHALL")
        self.top = 'missed_jobs_window = "4h"'
        self.write(TWO_QUEUES)
        self.run_fine("2026-03-01T09:30:30Z")
        self.redis("DEL", "queue:reports", "queue:mails")
        key = "sidekiq-scheduler:pushed:report"

        def put_together():
            ticks = ledger_ticks(self.redis, key)
            self.assertEqual(ticks, minutes("09:30", "09:38"))
            self.redis("DEL", key)
            self.redis("ZADD", key, ticks[-1], f"{ticks[0]}-{ticks[-1]}/60")

        run, commands = self.through({"MULTI": self.spoil, "HMGET": put_together})
        self.assertEqual((run.status, commands.count("ZREM")), (EX_DATA, 2), run)
        self.assert_ticks("report", minutes("09:30", "09:30"))
        self.assertLess(self.cursor("report"), instant("2026-03-01T09:31:00Z"))
        self.assert_every_tick_once("mails", minutes("09:31", "12:34"))
        self.redis("DEL", "queue:reports")
        self.run_fine(NEXT)
        self.assert_ticks("report", minutes("09:30", "12:35"))
        self.assert_every_tick_once("reports", minutes("09:31", "12:35"))
        self.assert_every_tick_once("mails", minutes("09:31", "12:35"))
