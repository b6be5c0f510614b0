"""The ticks of the few forms that the walks use, worked out slowly: every minute is looked at.

Source:  sidetick(7), "Cron expressions"; zones by zoneinfo.
Forms:   ("cron", "*/5 * * * *", "UTC"), ("every", seconds), ("at", epoch).
Knows of cron: five fields, or six with the seconds first; `*`, `*/n`, `a`, `a-b`, `a-b/n`, lists. The day
fields are `*`, or one of the two is restricted.
"""

import functools
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

HOUR = 3600
BOUNDS = ((0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (0, 6))


def ticks(form, after, until):
    """The ticks of `form` in (after, until], ascending."""
    found = []
    for hour in range((after + 1) // HOUR, until // HOUR + 1):
        found += [tick for tick in ticks_of_hour(form, hour) if after < tick <= until]
    return found


def next_tick(form, after, horizon=400 * 24 * HOUR):
    """The first tick after `after`; None when there is none within `horizon`."""
    kind, *rest = form
    if kind == "every":
        return (after // rest[0] + 1) * rest[0]
    if kind == "at":
        return rest[0] if rest[0] > after else None
    for hour in range((after + 1) // HOUR, (after + horizon) // HOUR):
        for tick in ticks_of_hour(form, hour):
            if tick > after:
                return tick
    return None


@functools.lru_cache(maxsize=200_000)
def ticks_of_hour(form, hour):
    begin = hour * HOUR
    kind, *rest = form
    if kind == "every":
        return [tick for tick in range(-(-begin // rest[0]) * rest[0], begin + HOUR, rest[0])]
    if kind == "at":
        return [rest[0]] if begin <= rest[0] < begin + HOUR else []
    return cron_ticks_of_hour(*rest, begin)


def cron_ticks_of_hour(expression, zone_name, begin):
    fields, elapsed = parse(expression)
    zone = ZoneInfo(zone_name)
    days = {(datetime.fromtimestamp(begin, zone) + timedelta(days=n)).date() for n in (-1, 0, 1)}
    if elapsed:
        # It follows elapsed time: each real instant whose wall clock matches.
        walls = (datetime.fromtimestamp(at, zone) for at in range(begin, begin + HOUR, 60))
        minutes = [int(wall.timestamp()) for wall in walls if matches(fields, wall)]
        return sorted(minute + second for minute in minutes for second in fields[0])
    found = set()
    for day in days:
        for hour in fields[2]:
            for minute in fields[1]:
                for second in fields[0]:
                    wall = datetime(day.year, day.month, day.day, hour, minute, second)
                    if matches(fields, wall):
                        found.add(instant_of(wall, zone))
    return sorted(tick for tick in found if begin <= tick < begin + HOUR)


def instant_of(wall, zone):
    """A fixed time: the first of two, and what falls in a gap is the first instant after it."""
    first = wall.replace(tzinfo=zone, fold=0)
    at = first.astimezone(timezone.utc)
    if at.astimezone(zone).replace(tzinfo=None) == wall:
        return int(at.timestamp())
    # In a gap: read with the offset before it, the instant lies after the gap by as much as `wall` in it.
    low, high = int(at.timestamp()) - 4 * HOUR, int(at.timestamp())
    before = datetime.fromtimestamp(low, zone).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


def matches(fields, wall):
    _, minutes, hours, days, months, weekdays = fields
    return (wall.minute in minutes and wall.hour in hours and wall.day in days and wall.month in months
            and wall.isoweekday() % 7 in weekdays)


@functools.lru_cache(maxsize=None)
def parse(expression):
    """The sets of seconds, minutes, hours, days, months, week days; and whether it follows elapsed time."""
    texts = expression.split()
    if len(texts) == 5:
        texts = ["0", *texts]
    elapsed = texts[1].startswith("*") or texts[2].startswith("*")
    return [field(text, *bounds) for text, bounds in zip(texts, BOUNDS)], elapsed


def field(text, low, high):
    values = set()
    for item in text.split(","):
        span, _, step = item.partition("/")
        first, _, last = span.partition("-")
        begin, end = (low, high) if span == "*" else (int(first), int(last or first))
        values |= set(range(begin, end + 1, int(step or 1)))
    return sorted(values)
