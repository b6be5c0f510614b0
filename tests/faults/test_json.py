"""What `run --format json` tells of a run that comes to a bad end: all that was done until then, rightly counted."""

import json
import time

from harness import EX_REFUSED, EX_TEMPORARY, EX_UNAVAILABLE, NOW, Server, free_port, instant, iso, schedule
from faults import FaultTest, Run
from proxy import BEFORE, ERROR, Fault, Proxy, shut
from test_peers import Peer, listen_only, say

OOM = "OOM command not allowed when used memory > 'maxmemory'."
EMPTY = {"dry_run": False, "enqueued": [], "skipped": [], "waiting": [], "conflicts": 0}


def hang_up(client):
    client.recv(65536)


def refuse(error):
    """Answers each command of a pipeline with `error`."""
    def behave(client):
        commands = client.recv(65536).count(b"\r\n*") + 1
        client.sendall(f"-{error}\r\n".encode() * commands)
        listen_only(client)
    return behave


LOADING = refuse("LOADING Redis is loading the dataset in memory")
NOAUTH = refuse("NOAUTH Authentication required.")


def one_after_the_other(*behaviours):
    """Each connection finds the next one."""
    rest = iter(behaviours)
    return lambda client: next(rest)(client)


class BadEnd(FaultTest):
    def document_of(self, redis, status, *args, now=NOW):
        """Of a run that ends so, with one line of error; without the duration."""
        self.write_config("[redis]\n" + redis)
        run = Run(self.config, "--format", "json", *args, now=now)
        self.check_run(run, status, "", 60)
        document = json.loads(run.stdout)
        self.assertGreaterEqual(document.pop("duration_ms"), 0)
        return document

    def document_from(self, port, *args, **options):
        return self.document_of(f'url = "redis://127.0.0.1:{port}"\n', *args, **options)


class NothingDone(BadEnd):
    def test_nobody_listens(self):
        document = self.document_from(free_port(), EX_UNAVAILABLE, "--deadline", "400ms")
        self.assertEqual(document, {"now": NOW, **EMPTY, "round_trips": 0})

    def test_the_present_is_the_hosts_where_Redis_has_not_told_its_own(self):
        before = int(time.time())
        now = self.document_from(free_port(), EX_UNAVAILABLE, "--deadline", "400ms", now=None)["now"]
        self.assertTrue(before <= instant(now) <= time.time(), now)

    def test_one_round_trip_to_be_refused(self):
        with_password = Server("--requirepass", "s3cr3t")
        self.addCleanup(with_password.close)
        document = self.document_from(with_password.port, EX_REFUSED)
        self.assertEqual(document, {"now": NOW, **EMPTY, "round_trips": 1})

    def test_each_attempt_is_a_round_trip_though_no_answer_came(self):
        with Peer(one_after_the_other(LOADING, hang_up, listen_only, NOAUTH)) as redis:
            document = self.document_from(redis.port, EX_REFUSED, "--deadline", "3s")
        self.assertEqual(document, {"now": NOW, **EMPTY, "round_trips": 4})

    def test_the_question_whether_a_server_is_the_primary_is_one_too_and_that_to_a_sentinel_is_none(self):
        with Peer(one_after_the_other(LOADING, hang_up, NOAUTH)) as redis:
            address = f"*2\r\n$9\r\n127.0.0.1\r\n${len(str(redis.port))}\r\n{redis.port}\r\n"
            with Peer(say(address.encode())) as sentinel:
                document = self.document_of(f'sentinel = {{ hosts = ["127.0.0.1:{sentinel.port}"], master = "m" }}\n',
                                            EX_REFUSED)
        self.assertEqual(document, {"now": NOW, **EMPTY, "round_trips": 3})


class InTheMiddle(BadEnd):
    """2,500 ticks are four transactions, of 16 and then 1,000 ticks at most. The third one does not come about."""

    begin = instant(NOW) - 2499

    def write_config(self, redis):
        self.config.write_text('missed_jobs_window = "2499s"\n' + redis
                               + schedule("seconds", "* * * * * *", first_run="window"))

    def assert_half_done(self, proxy):
        """After looks at the cursors, the last times and the ledger, a transaction, another look, and two more."""
        document = self.document_from(proxy.port, EX_TEMPORARY, "--deadline", "2s")
        self.assertEqual([entry["tick"] for entry in document["enqueued"]],
                         [iso(tick) for tick in range(self.begin, self.begin + 1016)])
        self.assertEqual([entry["jid"] for entry in document["enqueued"]], [job["jid"] for job in self.jobs()])
        self.assertEqual((document["now"], document["round_trips"]), (NOW, 7))

    def test_what_was_enqueued_before_Redis_was_full(self):
        with Proxy(self.server.path) as proxy:
            self.write_config(f'[redis]\nurl = "redis://127.0.0.1:{proxy.port}"\n')
            Run(self.config)
        self.redis("FLUSHALL")
        third = [number for number, name in enumerate(proxy.commands) if name == "LPUSH"][2]
        with Proxy(self.server.path, Fault(ERROR, BEFORE, third, error=OOM)) as proxy:
            self.assert_half_done(proxy)

    def test_what_was_enqueued_before_Redis_went_away(self):
        with Proxy(self.server.path) as proxy:
            def go_away():
                shut(proxy.listener)
                raise EOFError

            def at_the_next(action):
                return lambda: proxy.before.update(EXEC=action)

            proxy.before["EXEC"] = at_the_next(at_the_next(go_away))
            self.assert_half_done(proxy)
