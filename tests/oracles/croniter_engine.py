"""croniter, which much of Python's world reads its expressions with."""

import pathlib
import re

from engine import Engine, Failing, Reading
from expressions import (RANGES, has_specials, is_plain, items_of, map_items, number, parts, text_of,
                         values)
from readings import DAY_FIELDS, no_month_has_the_day, stars_with_steps_restrict

HERE = pathlib.Path(__file__).parent


def spell(fields):
    """The seconds come last, and friL is written L5."""
    spelled = list(fields)
    spelled[5] = re.sub(r"(\w+)L", lambda match: f"L{number('weekday', match[1])}", spelled[5])
    return text_of([*spelled[1:], spelled[0]])


def has_place_in_month(fields):
    return has_specials(fields[5])


def open_steps_to_seven(fields):
    def change(item):
        first, last, step = parts(item)
        return f"{first}-7/{step}" if step and not last and first != "*" else item
    return [*fields[:5], map_items(fields[5], change)]


def as_croniter_counts(item):
    """The weekdays of a plain item from 0 to 7."""
    first, last, step = parts(item)
    if first == "*":
        first, last = "0", "7"
    begin = number("weekday", first)
    end = begin if last is None else number("weekday", last)
    return set(range(begin, (7 if end < begin else end) + 1, int(step or 1)))


def counted_days(fields):
    """The set of weekdays when they are six plain fields; else nothing."""
    if not fields[0] or fields[5] == "*" or not all(map(is_plain, items_of(fields[5]))):
        return set()
    return set().union(*map(as_croniter_counts, items_of(fields[5])))


def seven_of_six_fields(fields):
    """With seconds 7 is counted as a day of its own that never comes."""
    days = counted_days(fields)
    if len(days) == 7:
        return [*fields[:5], "*"]
    left = ",".join(map(str, sorted(days - {7})))
    return [*fields[:5], left or fields[5]]


def seven_alone(fields):
    return counted_days(open_steps_to_seven(fields)) == {7}


def whole_fields_are_stars(fields):
    fields = list(fields)
    for at, name in DAY_FIELDS:
        least, most = RANGES[name]
        if has_specials(fields[at]) or (name == "weekday" and fields[0]):
            continue
        if values(name, fields[at]) == set(range(least, most + 1)):
            fields[at] = "*"
    return fields


def day_beside_a_place(fields):
    return [*fields[:3], "*", *fields[4:]] if has_place_in_month(fields) else fields


ENGINE = Engine(
    name="croniter",
    command=["/usr/bin/python3", str(HERE / "ask_croniter.py")],
    features={"seconds", "names", "open steps", "seven", "L", "#", "friL"},
    spell=spell,
    readings=[
        Reading("weekday-a/n-ends-at-7", "weekday a/n is a-7/n, and so includes Sunday; sidetick's "
                "week ends with Saturday (sidetick(7): a/n is a-max/n)", "0 0 * * 1/2",
                open_steps_to_seven),
        Reading("7-with-seconds", "in six fields 7 is not turned into Sunday: a bug of croniter's, "
                "crontab(5) has 0 and 7 for Sunday", "0 0 0 * * 7,4", seven_of_six_fields),
        Reading("whole-field-is-star", "1-31 and 0-6 in full count as *, and leave the other day "
                "field to decide alone; crontab(5) goes by what is written: restricted",
                "0 0 1-31 * 5", whole_fields_are_stars),
        Reading("star-step-restricts", "*/n of a day field counts as restricted, and either day "
                "field may match; cron(8) of Debian goes by the first character: both must",
                "0 0 */2 * 5", stars_with_steps_restrict),
        Reading("day-beside-place-forgotten", "a day of the month beside # or L of the weekday is "
                "forgotten: a bug of croniter's, crontab(5) says either", "0 0 13 * 5#1",
                day_beside_a_place),
    ],
    failings=[
        Failing("day-and-place-never-meet", "the same, when the two never fall together: croniter "
                "looks for 50 years and gives up", "0 0 10 * 5#1",
                lambda fields: has_place_in_month(fields) and fields[3] != "*",
                "failed to find next date"),
        Failing("no-month-has-the-day", "looking for the day finds none and ends the search, though "
                "the weekday would do: a bug of croniter's, crontab(5) says either",
                "0 0 31 4 1", no_month_has_the_day, "failed to find next date"),
        Failing("7-alone-with-seconds", "as 7-with-seconds: nothing is left", "0 0 0 * * 7",
                seven_alone, "failed to find next date"),
    ],
)
