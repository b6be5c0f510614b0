"""fugit, which sidekiq-scheduler and sidekiq-cron read their expressions with."""

import pathlib
import re

from engine import Engine, Failing, Reading
from expressions import RANGES, has_specials, items_of, map_items, number, parts, text_of, values
from readings import months_with_the_day, no_month_has_the_day, stars_with_steps_restrict

HERE = pathlib.Path(__file__).parent


def spell(fields):
    """L-3 is written -4, and friL fri#L."""
    spelled = list(fields)
    spelled[3] = re.sub(r"L-(\d+)", lambda match: f"-{int(match[1]) + 1}", spelled[3])
    spelled[5] = re.sub(r"(\w+)L", r"\1#L", spelled[5])
    return text_of(spelled)


def lone_steps_of_one(fields):
    names = ["second", "minute", "hour", "day", "month"]
    def change(item):
        first, last, step = parts(item)
        return first if step == "1" and last is None and first != "*" else item
    return [map_items(field, change) if name in names and field else field
            for name, field in zip(RANGES, fields)]


def weekday_steps(fields):
    def change(item):
        first, last, step = parts(item)
        if step is None or first == "*":
            return item
        if last is None:
            return first
        return item if number("weekday", first) <= number("weekday", last) else None
    return [*fields[:5], map_items(fields[5], change)]


def one_place_of_a_weekday(fields):
    """Of mon#1,mon#3 the first is kept, of mon#3,monL the last: fugit looks at one entry a weekday."""
    seen = {}
    for item in items_of(fields[5]):
        weekday, place = place_of(item)
        if weekday is not None:
            seen[weekday] = min(seen.get(weekday, place), place)
    kept = [item for item in items_of(fields[5])
            if place_of(item)[0] is None or seen[place_of(item)[0]] == place_of(item)[1]]
    return [*fields[:5], ",".join(kept)]


def cycle_of(item):
    """"mon%3+1" -> (1, (3, 1)); (None, None) for others."""
    match = re.fullmatch(r"(\w+)%(\d+)(?:\+(\d+))?", item)
    if not match:
        return None, None
    return number("weekday", match[1]) % 7, (int(match[2]), int(match[3] or 0))


def one_cycle_of_a_weekday(fields):
    """Of mon%2,mon%3 the first is kept."""
    seen = {}
    for item in items_of(fields[5]):
        weekday, cycle = cycle_of(item)
        if weekday is not None:
            seen[weekday] = min(seen.get(weekday, cycle), cycle)
    kept = [item for item in items_of(fields[5])
            if cycle_of(item)[0] is None or seen[cycle_of(item)[0]] == cycle_of(item)[1]]
    return [*fields[:5], ",".join(kept)]


def added_offsets(fields):
    """%n+m are the weeks whose number and m add up to a multiple of n."""
    def change(item):
        weekday, cycle = cycle_of(item)
        if weekday is None or not cycle[1]:
            return item
        return f"{weekday}%{cycle[0]}+{-cycle[1] % cycle[0]}"
    return [*fields[:5], ",".join(change(item) for item in items_of(fields[5]))]


def places_and_cycles(fields):
    weekdays = [{which(item)[0] for item in items_of(fields[5])} - {None} for which in (place_of, cycle_of)]
    return bool(weekdays[0] & weekdays[1])


def stars_in_a_list(fields):
    """*/1 is *, and a list with * in it is *."""
    days = items_of(fields[3])
    return [*fields[:3], "*", *fields[4:]] if len(days) > 1 and "*/1" in days else fields


def place_of(item):
    """"mon#3" -> (1, 3), "monL" -> (1, -1); (None, None) for others."""
    match = re.fullmatch(r"(\w+?)(?:#(-?\d)|(L))", item)
    if not match:
        return None, None
    return number("weekday", match[1]) % 7, int(match[2] or -1)


def months_without_the_day(fields):
    """Months that have none of the days are left out, also of the weekdays' side of "either"."""
    if fields[3] in "*?" or fields[4] == "*" or has_specials(fields[3]):
        return fields
    months = months_with_the_day(fields)
    if not months or months == values("month", fields[4]):
        return fields
    return [*fields[:4], ",".join(map(str, sorted(months))), fields[5]]


ENGINE = Engine(
    name="fugit",
    command=["/usr/bin/ruby", str(HERE / "ask_fugit.rb")],
    features={"seconds", "names", "wraps", "open steps", "seven", "L", "L-n", "#", "friL",
              "#-n", "%", "mixed specials"},
    spell=spell,
    readings=[
        Reading("step-of-one-closes", "a/1 is a alone; to sidetick a/n is a-max/n for every n",
                "5/1 * * * *", lone_steps_of_one),
        Reading("weekday-steps-stay-put", "weekday a/n is a alone, and a range that wraps has no "
                "days when it has a step; sidetick reads weekdays as every other field",
                "0 0 * * 1/2", weekday_steps),
        Reading("star-in-a-list", "a day of the month with */1 in its list is *, and leaves the "
                "weekday to decide alone; crontab(5) goes by what is written: restricted",
                "0 0 1,*/1 * 5", stars_in_a_list),
        Reading("star-step-restricts", "*/n of a day field counts as restricted, and either day "
                "field may match; cron(8) of Debian goes by the first character: both must",
                "0 0 */2 * 5", lambda fields: stars_with_steps_restrict(fields, whole=("day",))),
        Reading("one-place-for-a-weekday", "of mon#1,mon#3 only the first counts: a bug of fugit's, "
                "a list is the sum of its items", "0 0 * * mon#1,mon#3", one_place_of_a_weekday),
        Reading("one-cycle-for-a-weekday", "of mon%2,mon%3 only the first counts, as of #",
                "0 0 * * mon%2,mon%3", one_cycle_of_a_weekday),
        Reading("offsets-are-added", "mon%3+1 is mon%3+2: so it was before fugit 1.7.0, with which sidetick "
                "goes; Debian 12 has 1.5.2", "0 0 * * mon%3+1", added_offsets),
        Reading("months-without-the-day", "a month that lacks the day of the month is left out also "
                "where the weekday would do: a bug of fugit's, crontab(5) says either",
                "0 0 31 4,5 1", months_without_the_day),
    ],
    failings=[
        Failing("places-and-cycles", "mon#1,mon%2 is an error: a bug of fugit's, it sorts numbers and lists",
                "0 0 * * mon#1,mon%2", places_and_cycles, "comparison of Array with Array failed"),
        Failing("too-far-away", "fugit takes 2048 steps, of a day or a month each, and no more",
                "0 0 * 2 mon%52", lambda fields: "%" in fields[5], "too many loops"),
        Failing("no-month-has-the-day", "as months-without-the-day: nothing is left",
                "0 0 31 4 1", no_month_has_the_day, "not a cron expression"),
    ],
)
