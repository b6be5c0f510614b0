"""Expressions around the changes of zones: where daylight saving decides.

Only those that are of one kind to sidetick and to croner: a schedule follows elapsed time when its
minute or hour begins with * (cron(8)); to croner, asked for "no-wildcard", when there is a * or a
step anywhere in them.
"""

import datetime
import random
import zoneinfo

FORMAT = "%Y-%m-%dT%H:%M:%SZ"
YEARS = (2026, 2028)
TICKS = 12
FOR_EACH_CHANGE = 25


def changes(zone):
    """The instants, to the hour, at which the zone's offset is another one."""
    at = datetime.datetime(YEARS[0], 1, 1, tzinfo=datetime.timezone.utc)
    hour = datetime.timedelta(hours=1)
    while at.year < YEARS[1]:
        if (at + hour).astimezone(zone).utcoffset() != at.astimezone(zone).utcoffset():
            yield at + hour
        at += hour


def expression(source):
    minute = source.choice(["*/20", "*", "0", "30", "15,45", str(source.randint(0, 59)), "25-35"])
    hour = source.choice(["*", "*/2", "1", "2", "3", "1-3", "0,2", str(source.randint(0, 23))])
    day = source.choice(["*", "*", "*", "L", "29-31", "1"])
    weekday = source.choice(["*", "*", "*", "sun", "1-5"])
    return f"{minute} {hour} {day} * {weekday}"


def cases(zones, seed):
    source = random.Random(seed)
    found = []
    for name in zones:
        # A zone that never changes is asked too.
        instants = list(changes(zoneinfo.ZoneInfo(name))) or [
            datetime.datetime(YEARS[0], 3, 29, tzinfo=datetime.timezone.utc)]
        for instant in instants:
            for _ in range(FOR_EACH_CHANGE):
                start = instant - datetime.timedelta(minutes=source.randint(30, 26 * 60))
                found.append({"cron": expression(source), "zone": name,
                              "from": start.strftime(FORMAT), "count": TICKS})
    return found
