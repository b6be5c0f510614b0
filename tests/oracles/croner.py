"""croner, a widely used engine of JavaScript's world."""

import os
import pathlib
import re

from engine import Engine, Failing, Reading
from expressions import items_of, map_items, parts
from readings import stars_with_steps_restrict

HERE = pathlib.Path(__file__).parent


def range_ends_with_sun(item):
    """sun at the end of a range is 7."""
    return re.sub(r"-sun\b", "-7", item, flags=re.IGNORECASE)


def sun_ends_the_week(fields):
    return [*fields[:5], map_items(fields[5], range_ends_with_sun)]


def is_step_from_seven(item):
    first, last, step = parts(item)
    return first == "7" and last is None and step is not None


def steps_from_seven(fields):
    """Left out; but nothing but them leaves the day of the month to decide."""
    if all(map(is_step_from_seven, items_of(fields[5]))) and fields[3] in "*?":
        return fields
    change = lambda item: None if is_step_from_seven(item) else item
    return [*fields[:5], map_items(fields[5], change)]


ENGINE = Engine(
    name="croner",
    command=["node", str(HERE / "ask_croner.mjs")],
    environment={"CRONER": os.environ.get(
        "CRONER", str(HERE / "../../build/oracles/node_modules/croner/dist/croner.js"))},
    features={"seconds", "names", "open steps", "seven", "?", "L", "W", "LW", "#", "friL",
              "mixed specials"},
    readings=[
        Reading("steps-from-7-lost", "weekday 7/n has no days: a bug of croner's, 7 is Sunday",
                "0 0 * * 7/3,2", steps_from_seven),
        Reading("range-to-sun", "sun at the end of a range is 7, so that sun-sun is the whole week; "
                "to sidetick sun is 0, and sun-sun a Sunday", "0 0 * * sun-sun", sun_ends_the_week),
        Reading("star-step-restricts", "*/n of a day field counts as restricted, and either day "
                "field may match; cron(8) of Debian goes by the first character: both must",
                "0 0 */2 * 5", stars_with_steps_restrict),
    ],
    failings=[
        Failing("nothing-but-steps-from-7", "as steps-from-7-lost: nothing is left", "0 0 * * 7/3",
                lambda fields: all(map(is_step_from_seven, items_of(fields[5])))
                and fields[3] in "*?", "no ticks"),
    ],
    zones=("Europe/Copenhagen", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"),
)
