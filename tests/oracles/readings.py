"""What more than one engine takes an expression for."""

from expressions import RANGES, has_specials, map_items, parts, values

DAY_FIELDS = ((3, "day"), (5, "weekday"))


def stars_with_steps_restrict(fields, whole=()):
    """*/n of a day field as 1-31/n or 0-6/n, so that the day rule finds it restricted; but */1 of
    the fields of `whole`, which the engine takes for *."""
    def change(item, name):
        least, most = RANGES[name]
        first, _, step = parts(item)
        if first != "*" or step is None or (step == "1" and name in whole):
            return item
        return f"{least}-{most}/{step}"
    fields = list(fields)
    for at, name in DAY_FIELDS:
        fields[at] = map_items(fields[at], lambda item, name=name: change(item, name))
    return fields


MOST_DAYS = [None, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def months_with_the_day(fields):
    days = values("day", fields[3])
    return {month for month in values("month", fields[4])
            if any(day <= MOST_DAYS[month] for day in days)}


def no_month_has_the_day(fields):
    return not has_specials(fields[3]) and not months_with_the_day(fields)
