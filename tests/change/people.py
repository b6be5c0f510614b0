"""What people do, drawn at random from a seed: the steps of a walk.

The first steps give one to three hosts their files: of one application, of two in one namespace, or of two of which
one has its own scheduler_prefix. What follows is drawn from ACTS by weight. A walk ends with a few
minutes in which every host runs.
"""

import random
from dataclasses import dataclass

from rules import LEAD
from sayings import to_instant

# A day like others, the changes to and from summer time of Europe and America, and the end of a month.
BEGINNINGS = ("2025-03-05T11:57:00Z", "2025-03-29T23:40:00Z", "2025-10-25T22:45:00Z", "2025-03-09T05:50:00Z",
              "2025-11-02T04:40:00Z", "2025-06-30T23:50:00Z")
ZONES = ("UTC", "Europe/Copenhagen", "America/New_York", "Asia/Kolkata")
CRONS = ("* * * * *", "*/5 * * * *", "*/5 6-21 * * *", "*/10 * * * *", "7 * * * *", "41-59 * * * *", "0 9 * * *",
         "5 9 * * *", "30 2 * * *", "*/15 1-3 * * *", "10,40 0-5 * * *", "0 */2 * * *", "30 0 * * *", "15 30 * * * *",
         "*/30 * * * * *", "0 12 * * 3", "20 3 1,15 * *")
EVERIES = (45, 90, 420, 1200, 3600, 5400)
NAMES = ("report", "mail", "sweep", "digest")
STRANGERS = ("audit", "bills", "clean")
WINDOWS = (600, 1800, 3600, 3 * 3600)
HISTORIES = (3600, 2 * 3600, 6 * 3600, 7 * 86400)
QUEUES = ("default", "mails", "low")
HOSTS = "abc"


@dataclass
class Walk:
    seed: int
    kind: str    # of the stage
    begin: str
    steps: list


def walk(seed, length=30):
    draw = random.Random(seed)
    kind = "now" if seed % 4 == 0 else "clock"
    people = People(draw, kind, draw.choice(BEGINNINGS))
    steps = people.set_up()
    while len(steps) < length - 1:
        act = people.act()
        steps += act if isinstance(act, list) else [act]
    del steps[length - 1:]
    # At the end all is well: every host runs for a while.
    steps.append(("minutes", 3, *people.hosts))
    return Walk(seed, kind, people.begin, steps)


class People:
    def __init__(self, draw, kind, begin):
        self.draw, self.kind, self.begin = draw, kind, begin
        self.hosts = list(HOSTS[:draw.randint(1, 3)])
        self.names = list(NAMES[:draw.randint(1, 4)])
        acts = [(weight, act) for weight, kinds, act in ACTS if kind in kinds]
        self.weights, self.acts = zip(*acts)

    def act(self):
        return self.draw.choices(self.acts, self.weights)[0](self)

    # What a file holds.

    def timing(self):
        kind = self.draw.choices(("cron", "every", "at"), (7, 3, 1))[0]
        if kind == "at":
            return {"at": to_instant(self.begin) + self.draw.choice((60, 600, 3600, 7205))}
        return {"cron": self.draw.choice(CRONS)} if kind == "cron" else {"every": self.draw.choice(EVERIES)}

    def new_spec(self):
        spec = self.timing()
        if "cron" in spec and self.draw.random() < 0.4:
            spec["zone"] = self.draw.choice(ZONES)
        if self.draw.random() < 0.15:
            spec["enabled"] = False
        return spec

    def settings(self):
        settings = {"window": self.draw.choice(WINDOWS)}
        settings["history"] = max(settings["window"], self.draw.choice(HISTORIES))
        if self.draw.random() < 0.3:
            settings["first_run"] = "window"
        return settings

    def set_up(self):
        settings = self.settings()
        steps = [("file", "a", {name: self.new_spec() for name in self.names}, settings)]
        for host in self.hosts[1:]:
            steps.append(("copy", "a", host))
        case = self.draw.choice(("one", "one", "strangers", "prefix"))
        if len(self.hosts) > 1 and case != "one":
            names = STRANGERS[:self.draw.randint(1, 3)] if case == "strangers" else self.names
            settings = {**self.settings(), **({"prefix": "app"} if case == "prefix" else {})}
            steps[-1] = ("file", self.hosts[-1], {name: self.new_spec() for name in names}, settings)
        return steps

    # Whom and what.

    def host(self):
        return self.draw.choice(self.hosts)

    def name(self):
        return self.draw.choice(self.names if self.draw.random() < 0.9 else STRANGERS)

    def some_hosts(self):
        hosts = list(self.hosts)
        self.draw.shuffle(hosts)
        return hosts[:self.draw.choice((len(hosts), len(hosts), 1))]

    # Acts. Each returns a step, or several.

    def minutes(self):
        return ("minutes", self.draw.randint(1, 6), *self.some_hosts())

    def run(self):
        return (self.draw.choice(("again", "again", "rehearse")), self.host())

    def breath(self):
        return ("wait", self.draw.choice((10, 30, 45, 60, 120)))

    def outage(self):
        return ("wait", self.draw.choice((240, 290, 400, 600, 1020, 1800, 3600)))

    def long_outage(self):
        return ("wait", self.draw.choice((2 * 3600, 5 * 3600, 25 * 3600, 3 * 86400)) + self.draw.choice((0, 600)))

    def edit(self):
        return ("edit", self.host(), self.name(), self.timing())

    def rezone(self):
        return ("edit", self.host(), self.name(), {"zone": self.draw.choice((None, *ZONES))})

    def redo(self):
        return ("edit", self.host(), self.name(), self.draw.choice(
            ({"queue": self.draw.choice(QUEUES)}, {"args": [self.draw.randint(1, 9)]})))

    def flip(self):
        return ("edit", self.host(), self.name(), {"enabled": self.draw.choice((False, None, None))})

    def switch(self):
        return ("switch", self.host(), self.name(), self.draw.random() < 0.6, self.draw.choice(("command", "hash")))

    def remove(self):
        return ("remove", self.host(), self.name())

    def add(self):
        return ("add", self.host(), self.name(), self.new_spec())

    def rename(self):
        return ("rename", self.host(), self.name(), self.draw.choice(NAMES))

    def deploy(self):
        source, target = self.draw.choice(self.hosts), self.draw.choice(self.hosts)
        return ("copy", source, target)

    def set(self):
        return ("set", self.host(), self.settings())

    def spoil(self):
        return ("spoil", self.host(), self.draw.choice(("file", self.name(), self.name())))

    def mend(self):
        return ("spoil", self.host(), None)

    def backfill(self):
        begin = self.draw.choice((900, 3600, 2 * 3600, 4 * 3600, 30 * 3600))
        end = begin - self.draw.choice((600, 900, 2 * 3600))
        names = sorted({self.name() for _ in range(self.draw.randint(1, 2))})
        return ("backfill", self.host(), names, begin, max(end, 30), *(["--force"] if self.draw.random() < 0.3 else []))

    def mend_by_hand(self):
        """Nothing ran for hours; somebody backfills, and then it runs again."""
        hours, host, name = self.draw.choice((3, 5)) * 3600, self.host(), self.name()
        return [("again", host), ("wait", hours), ("backfill", host, [name], hours, 3600), ("again", host)]

    def grow(self):
        """A deploy that makes window and history longer and edits, after hours of the short ones."""
        host = self.host()
        return [("again", host), ("wait", 3600), ("again", host), ("wait", 3600), ("again", host),
                ("set", host, {"window": 3 * 3600, "history": 7 * 86400, "first_run": "window"}),
                ("edit", host, self.name(), self.timing()), ("again", host)]

    def remember_longer(self):
        """What was asked for and is older than the history is asked for again with a longer one."""
        host, name = self.host(), self.name()
        span = self.draw.choice(((4 * 3600, 2 * 3600), (3 * 3600, 90 * 60)))
        return [("again", host), ("wait", 7200), ("again", host), ("set", host, {"history": 7 * 86400}),
                ("backfill", host, [name], *span)]

    def away(self):
        """Out of the files of all hosts, and back after a while."""
        name, back = self.name(), self.draw.choice((120, 240, 1500, 5400, 3 * 86400))
        return [*(("remove", host, name) for host in self.hosts),
                ("minutes", 1, *self.hosts), ("wait", back), ("add", self.hosts[0], name, self.new_spec()),
                *(("copy", self.hosts[0], host) for host in self.hosts[1:2])]

    def forget(self):
        return ("forget", self.host(), self.name())

    def snapshot(self):
        return ("snapshot",)

    def restore(self):
        return ("restore",)

    def flush(self):
        return ("flush",)

    def skew(self):
        return ("clock", self.draw.choice((*self.hosts, "redis")), self.draw.choice((-3, -2, 2, 4)))

    def bad_clock(self):
        far = self.draw.choice((-60, 90, LEAD + 300, -LEAD - 300, 3 * 3600))
        return ("clock", self.draw.choice((*self.hosts, "redis", "all")), far)

    def good_clock(self):
        return ("clock", "all", 0)

    def half_run(self):
        return ("half_run", self.host(), self.draw.choice(QUEUES))

    def overhaul(self):
        """A deploy to every host that changes much at once."""
        first, *others = self.some_hosts()
        return [("set", first, self.settings()), ("edit", first, self.name(), self.timing()),
                *(("copy", first, other) for other in others)]

    def run_ahead(self):
        return ("run_ahead", self.host(), self.draw.choice((60, 1800)))


BOTH, CLOCK = ("clock", "now"), ("clock",)
ACTS = [
    (10, BOTH, People.minutes), (5, BOTH, People.run), (2, BOTH, People.breath), (3, BOTH, People.outage),
    (1, BOTH, People.long_outage), (6, BOTH, People.edit), (2, BOTH, People.rezone), (2, BOTH, People.redo),
    (3, BOTH, People.flip), (3, BOTH, People.switch), (2, BOTH, People.remove), (3, BOTH, People.add),
    (1, BOTH, People.rename), (4, BOTH, People.deploy), (2, BOTH, People.set), (1, BOTH, People.spoil),
    (3, BOTH, People.mend), (4, CLOCK, People.backfill), (1, CLOCK, People.forget), (1, BOTH, People.snapshot),
    (1, BOTH, People.restore), (0.2, BOTH, People.flush), (1, BOTH, People.skew), (1, CLOCK, People.bad_clock),
    (2, CLOCK, People.good_clock), (0.5, CLOCK, People.run_ahead),
    (1, BOTH, People.half_run), (1.5, BOTH, People.overhaul),
    (1, CLOCK, People.mend_by_hand), (1, CLOCK, People.remember_longer), (1, BOTH, People.away),
    (0.7, BOTH, People.grow),
]
