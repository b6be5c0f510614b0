"""Random cron expressions in sidetick's own spelling, made of the features that an engine has too.

An expression is a list of six fields, each the text of its items; the seconds are "" when they are
not written. Engines that spell a feature differently translate it (see their own files).
"""

import random
import re

FIELDS = ["second", "minute", "hour", "day", "month", "weekday"]
RANGES = {"second": (0, 59), "minute": (0, 59), "hour": (0, 23), "day": (1, 31), "month": (1, 12),
          "weekday": (0, 6)}
NAMES = {
    "month": "jan feb mar apr may jun jul aug sep oct nov dec".split(),
    "weekday": "sun mon tue wed thu fri sat".split(),
}
WORDS = {
    "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
}

# What an expression may hold beyond numbers, lists, ranges and steps.
ALL_FEATURES = {"seconds", "names", "wraps", "open steps", "seven", "?", "L", "L-n", "W", "LW", "#",
                "friL", "#-n", "%", "mixed specials", "LW in lists"}


def number(name, text):
    """"fri" -> 5, "07" -> 7."""
    return int(text) if text.isdigit() else RANGES[name][0] + NAMES[name].index(text.lower())


def text_of(fields):
    return " ".join(field for field in fields if field)


class Generator:
    """Expressions of the given features, always the same ones for a seed."""

    def __init__(self, features, seed):
        self.features = features
        self.random = random.Random(seed)

    def has(self, feature, chance):
        return feature in self.features and self.random.random() < chance

    def expression(self):
        seconds = self.field("second") if self.has("seconds", 0.2) else ""
        day, month = self.day_field("day"), self.field("month", 0.6)
        if self.random.random() < 0.05:  # days that not every month has
            day = str(self.random.randint(29, 31))
            month = ",".join(str(self.random.choice([1, 2, 4, 6, 9, 11])) for _ in range(2))
        if self.random.random() < 0.03:  # every day, but not a plain star
            day = f"{self.value('day')},*/1"
        weekday = f"{self.value('weekday')}-sun" if self.has("names", 0.03) else None
        if self.has("%", 0.01):  # weeks that are in the month once in many years
            day, month, weekday = "*", str(self.random.randint(1, 12)), f"{self.value('weekday')}%52"
        return [seconds, self.field("minute"), self.field("hour"), day, month,
                weekday or self.day_field("weekday")]

    def field(self, name, star=0.3):
        if self.random.random() < star:
            return "*"
        items = [self.item(name)]
        while self.random.random() < 0.25:
            items.append(self.item(name))
        return ",".join(items)

    def day_field(self, name):
        if self.has("?", 0.1):
            return "?"
        special = self.special(name) if self.random.random() < 0.35 else None
        if not special:
            return self.field(name, 0.4)
        items = [special]
        while self.has("mixed specials", 0.3):
            items.append(self.special(name) if self.random.random() < 0.3 else self.item(name))
        if "LW" in items and "LW in lists" not in self.features:
            return "LW"
        return ",".join(item for item in items if item)

    def special(self, name):
        day = self.random.randint(1, 31)
        weekday = self.value("weekday")
        forms = {
            "day": {"L": "L", "L-n": f"L-{self.random.randint(1, 30)}", "W": f"{day}W", "LW": "LW"},
            "weekday": {"#": f"{weekday}#{self.random.randint(1, 5)}", "friL": f"{weekday}L"},
        }[name]
        if name == "weekday" and "%" in self.features:  # none of the others' random numbers change
            forms |= {"#-n": f"{weekday}#-{self.random.randint(1, 5)}", "%": self.cycles(weekday)}
        known = sorted(set(forms) & self.features)
        return forms[self.random.choice(known)] if known else None

    def cycles(self, weekday):
        count = 2 if self.random.random() < 0.1 else 1
        return ",".join(f"{weekday}%{self.weeks()}" for _ in range(count))

    def weeks(self):
        weeks = self.random.randint(1, 52 if self.random.random() < 0.3 else 4)
        return f"{weeks}+{self.random.randint(0, 52)}" if self.random.random() < 0.5 else str(weeks)

    def value(self, name):
        least, most = RANGES[name]
        if name == "weekday" and self.has("seven", 0.1):
            return "7"
        number = self.random.randint(least, most)
        if name in NAMES and self.has("names", 0.4):
            word = NAMES[name][number - least]
            return self.random.choice([word, word.upper(), word.capitalize()])
        padded = name != "weekday" and self.random.random() < 0.05
        return f"{number:02}" if padded else str(number)

    def item(self, name):
        least, most = RANGES[name]
        step = f"/{self.random.randint(1, (most - least + 2) // 2)}"
        form = self.random.random()
        if form < 0.2:
            return "*" + step
        if form < 0.5:
            return self.range(name) + (step if form < 0.35 else "")
        if form < 0.6 and "open steps" in self.features:
            return self.value(name) + step
        return self.value(name)

    def range(self, name):
        first, last = self.value(name), self.value(name)
        if number(name, first) > number(name, last) and not self.has("wraps", 0.7):
            first, last = last, first
        return f"{first}-{last}"


def items_of(field):
    return field.split(",")


def map_items(field, change):
    """The field with change(item) in place of each plain item; an item that becomes None is left
    out, and a field without any is unrestricted."""
    items = [change(item) if is_plain(item) else item for item in items_of(field)]
    return ",".join(item for item in items if item is not None) or "*"


def parts(item):
    """"1-5/2" -> ("1", "5", "2"), with None for what is not written."""
    base, _, step = item.partition("/")
    first, _, last = base.partition("-")
    return first, last or None, step or None


def is_plain(item):
    """No L, W, #, % or ?."""
    word = r"(\d+|(?!\w{4})[A-Za-z]{3})"
    return re.fullmatch(rf"(\*|{word}(-{word})?)(/\d+)?", item) is not None


def has_specials(field):
    return field != "?" and not all(is_plain(item) for item in items_of(field))


def values(name, field):
    """The numbers that a field without specials allows."""
    least, most = RANGES[name]
    found = set()
    for item in items_of(field):
        first, last, step = parts(item)
        begin = least if first == "*" else number(name, first)
        end = number(name, last) if last else most if first == "*" or step else begin
        if end < begin:
            end += most - least + 1
        reached = range(begin, end + 1, int(step or 1))
        found |= {(value - least) % (most - least + 1) + least for value in reached}
    return found
