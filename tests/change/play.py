"""Plays a list of steps on a stage: what people do to files, switches, clocks and Redis, and what runs then.

A step is a tuple, a verb and its arguments: ("edit", "a", "report", {"cron": "*/5 * * * *"}). A step that makes no
sense where it stands (of a schedule that is not there, of a host that has no file) does nothing, so that any
steps may be left out of a list. The verbs are the methods of Play that begin with "do_".
"""

from files import edited, is_on, new_file, texts
from harness import EX_CONFIG, EX_OK, EX_USAGE, instant, iso
from proxy import Proxy
from rules import LEAD, TOLERANCE
from sayings import Sayings, to_instant
from violation import Violation, allow, expect


class Play(Sayings):
    def __init__(self, stage, oracle=None, begin="2026-03-04T12:00:00Z"):
        """Without an oracle, what holds is only what the steps themselves say."""
        self.stage, self.oracle = stage, oracle
        stage.empty()
        stage.written.clear()
        self.now = instant(begin)
        self.files, self.skews, self.kept = {}, {}, None
        self.tell_time()
        self.seen = self.before = stage.look()
        self.result = None
        self.came = []  # the jobs since they were last asked for

    def perform(self, step):
        verb, *args = step
        getattr(self, "do_" + verb)(*args)

    # Time.

    def tell_time(self):
        self.stage.set_server_clock(self.now + self.skews.get("redis", 0))

    def host_time(self, host):
        return self.now + self.skews.get(host, 0)

    def clocks(self, host):
        server = self.now + self.skews.get("redis", 0) if self.stage.kind == "clock" else None
        return self.host_time(host), server

    def disagree(self, host):
        mine, server = self.clocks(host)
        return server is not None and abs(mine - server) > LEAD

    def do_at(self, time):
        """"12:04:30" of the day of the rows, or a whole date and time."""
        self.now = to_instant(time)
        self.tell_time()

    def do_wait(self, seconds):
        self.now += seconds
        self.tell_time()

    def do_clock(self, whose, seconds):
        """By how much the clock of a host, of "redis" or of "all" is wrong."""
        whom = [*self.files, "redis"] if whose == "all" else [whose]
        for one in whom:
            self.skews[one] = seconds
        self.tell_time()

    # Files.

    def spec(self, host, name):
        return self.files.get(host, {"schedules": {}})["schedules"].get(name)

    def do_file(self, host, schedules, settings=None):
        self.files[host] = new_file(schedules, **(settings or {}))

    def do_set(self, host, settings):
        if host in self.files:
            changed = {**self.files[host], **settings}
            changed["history"] = max(changed["history"], changed["window"])
            self.files[host] = changed

    def do_copy(self, source, target):
        """A deploy: the host gets the file of another."""
        if source in self.files:
            self.files[target] = new_file(**self.files[source])

    def change(self, host, name, spec, new_name=None):
        schedules = {other: value for other, value in self.files[host]["schedules"].items() if other != name}
        if spec is not None:
            schedules[new_name or name] = spec
        # A configuration without a schedule is none.
        if schedules:
            spoilt = self.files[host]["spoilt"]
            self.files[host] = {**self.files[host], "schedules": schedules,
                                "spoilt": spoilt if spoilt == "file" or spoilt in schedules else None}

    def do_edit(self, host, name, changes):
        if (spec := self.spec(host, name)) is not None:
            self.change(host, name, edited(spec, changes))

    def do_remove(self, host, name):
        if self.spec(host, name) is not None:
            self.change(host, name, None)

    def do_add(self, host, name, spec):
        if host in self.files and self.spec(host, name) is None:
            self.change(host, name, spec)

    def do_rename(self, host, old, new):
        if (spec := self.spec(host, old)) is not None and self.spec(host, new) is None:
            self.change(host, old, spec, new)

    def do_spoil(self, host, what):
        """A typo in a schedule; "file": one that cannot be read; None: mended."""
        if host in self.files and (what in (None, "file") or self.spec(host, what) is not None):
            self.files[host] = {**self.files[host], "spoilt": what}

    # The program.

    def start(self, host, *args, url=None, afterwards=None):
        """Starts the program on a host; `afterwards` is done before a look at what it left."""
        self.stage.configure(host, texts(self.files[host], url or self.stage.server.url))
        self.before, self.former = self.seen, self.result
        self.result = self.stage.program(host, self.host_time(host), *args)
        if afterwards:
            afterwards()
        self.seen = self.stage.look()
        self.came += self.seen.jobs
        return self.result

    def run_words(self, host):
        now = ["--now", iso(self.host_time(host))] if self.stage.kind == "now" else []
        return ["run", "--format", "json", *now]

    def do_run(self, host, *args):
        if host not in self.files:
            return
        file, clocks = self.files[host], self.clocks(host)
        working = not self.oracle or self.oracle.may_write(file, clocks, self.seen)
        self.start(host, *self.run_words(host), *args)
        if self.oracle:
            self.oracle.ran(file, clocks, self.result, self.before, self.seen)
            idle = self.seen.changes == self.before.changes
            expect(working or idle, "vain", "nothing to do, and yet something was written")

    def do_again(self, host):
        """A second run of a host at the same moment has nothing to do."""
        self.do_run(host)
        if host in self.files and not self.files[host]["spoilt"]:
            self.do_run(host)
            expect(self.seen.changes == self.before.changes, "vain", "a second run at the same moment wrote something")

    def do_rehearse(self, host):
        """"A rehearsal refuses what the act would refuse", and says what the act does."""
        if host not in self.files:
            return
        rehearsed = self.start(host, *self.run_words(host), "--dry-run")
        expect(self.seen.changes == self.before.changes, "vain", "a rehearsal wrote something")
        self.do_run(host)
        expect(rehearsed.status == self.result.status, "status",
               f"rehearsal {rehearsed.status}, act {self.result.status}; {rehearsed.stderr}")
        if rehearsed.stdout or self.result.stdout:
            said, done = (sorted((e["schedule"], e["tick"]) for e in result.json["enqueued"])
                          for result in (rehearsed, self.result))
            expect(said == done, "told", f"rehearsed: {said}; done: {done}")

    def do_minutes(self, count, *hosts):
        """Each minute for so many, the hosts run, as cron would have it: in the order given."""
        for _ in range(count):
            for host in hosts:
                self.do_run(host)
            self.do_wait(60)

    def do_run_ahead(self, host, seconds, *args):
        """A --now further ahead of Redis' clock than the tolerance is refused, unless it is a dry run."""
        if host not in self.files or self.disagree(host) or self.stage.kind == "now":
            return
        now = iso(self.clocks(host)[1] + seconds)
        wanted = EX_USAGE if seconds > TOLERANCE and "--dry-run" not in args else EX_OK
        self.start(host, "run", "--now", now, *args)
        if self.oracle:
            allow(self.result, {wanted, EX_CONFIG} if self.files[host]["spoilt"] else {wanted})
            idle = not self.seen.jobs and self.seen.changes == self.before.changes
            expect(idle, "early", "a run to come did something")

    def do_switch(self, host, name, on, how="command"):
        if host not in self.files:
            return
        spec, prefix = self.spec(host, name), self.files[host]["prefix"]
        if spec is None and not (self.oracle and self.oracle.knows(self.files[host], name)):
            return
        if how == "hash":
            colon = prefix and prefix + ":"
            self.stage.redis("HSET", f"{colon}sidekiq-scheduler:states", name, '{"enabled":%s}' % str(on).lower())
            self.seen = self.stage.look()
        else:
            self.start(host, "enable" if on else "disable", name)
        if self.oracle:
            if how == "command":
                off = spec is not None and not is_on(spec)
                allow(self.result, {EX_CONFIG} if self.files[host]["spoilt"] or (on and off) else {EX_OK})
                if self.files[host]["spoilt"] == "file" and self.seen.changes == self.before.changes:
                    return
            self.oracle.switched(self.files[host], name, on)

    def do_forget(self, host, name):
        file = self.files.get(host)
        if file is None or file["spoilt"]:
            return
        if self.oracle and (self.disagree(host) or not self.oracle.knows(file, name)):
            return
        self.start(host, "forget", name, "--yes")
        if self.oracle:
            self.oracle.forgot(file, name, self.host_time(host), self.result, self.before, self.seen)

    def do_backfill(self, host, names, begin, end, *args):
        """From `begin` until before `end`: seconds before the host's time, or readable times."""
        file = self.files.get(host)
        names = [name for name in names if file and self.spec(host, name) is not None and is_on(self.spec(host, name))]
        if not names or (self.oracle and (file["spoilt"] or self.stage.kind == "now")):
            return
        latest = min(clock for clock in self.clocks(host) if clock is not None)
        begin, end = (to_instant(t) if isinstance(t, str) else latest - t for t in (begin, end))
        words = ["backfill", *names, "--from", iso(begin), "--to", iso(end), *args]
        request = {"names": names, "from": begin, "to": end, "force": "--force" in args}
        rehearsed = None
        if self.oracle and "--dry-run" not in args:
            rehearsed = self.start(host, *words, "--dry-run")
            expect(self.seen.changes == self.before.changes, "vain", "a rehearsal wrote something")
        self.start(host, *words)
        if rehearsed:
            expect(rehearsed.status == self.result.status, "status",
                   f"rehearsal {rehearsed.status}, act {self.result.status}; {rehearsed.stderr}")
            self.oracle.backfilled(file, self.clocks(host), request, self.result, self.before, self.seen)

    def do_half_run(self, host, queue):
        """Between the look at a queue and the transaction, its key becomes a string; afterwards it is right again."""
        if host not in self.files:
            return
        broken = []

        def spoil():
            broken.append(queue)
            self.stage.redis("RENAME", f"queue:{queue}", "kept")
            self.stage.redis("SET", f"queue:{queue}", "a string")

        def mend():
            if broken:
                self.stage.redis("DEL", f"queue:{queue}")
                self.stage.redis("RENAME", "kept", f"queue:{queue}")

        with Proxy(self.stage.server.path, before={"MULTI": spoil}) as proxy:
            url = f"redis://127.0.0.1:{proxy.port}/0"
            self.start(host, *self.run_words(host), url=url, afterwards=mend)
        if self.oracle:
            self.oracle.ran(self.files[host], self.clocks(host), self.result, self.before, self.seen,
                            broken=queue if broken else None)

    # Redis.

    def do_snapshot(self):
        self.kept = self.stage.snapshot(), self.oracle and self.oracle.snapshot()

    def do_restore(self):
        """Redis is as it was when the last snapshot was taken, its jobs too."""
        if self.kept:
            self.stage.restore(self.kept[0])
            self.seen = self.stage.look()
            if self.oracle:
                self.oracle.restore(self.kept[1])

    def do_flush(self):
        self.stage.empty()
        self.seen = self.stage.look()
        if self.oracle:
            self.oracle.empty()


def play(stage, steps, oracle=None, begin="2026-03-04T12:00:00Z"):
    """Plays the steps; the Violation of the first that shows one, with its number, or None."""
    piece = Play(stage, oracle, begin)
    for number, step in enumerate(steps):
        try:
            piece.perform(step)
        except Violation as violation:
            violation.step = number
            return violation
    return None
