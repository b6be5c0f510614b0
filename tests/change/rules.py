"""Where a run begins for a schedule: sidetick(7), "Change", in Python, for the oracle.

Instants are whole seconds since the epoch. "Begins after T" means that T itself has been dealt with.
"""

import math
from dataclasses import dataclass

from files import form_of
from ticks import next_tick, ticks

DEPLOY = 300  # seconds for which a schedule may be gone and go on as if nothing had been
LEAD = 900    # a cursor that is further ahead than this, or clocks that are further apart, tell of a wrong clock
CLOSE_LEAD = 60   # a cursor of another form that is no further ahead is of a neighbour that runs a moment earlier
TOLERANCE = 5
# Where the manual leaves a boundary open to the second, both sides are right.
SLACK = 10


@dataclass(frozen=True)
class Cursor:
    """What is known of a schedule from what has been done, not from what Redis says."""

    at: int | None      # through which the ticks of `form` have been dealt with; None: forgotten, or never on yet
    form: tuple
    page: dict | None   # the schedule as it was last written to the page; None: not known
    mates: frozenset    # the names of which one stands with the cursor
    since: int          # before this the schedule was not there: a look back beyond it is allowed, not asked for
    gone: int | None = None
    never_on: bool = False


@dataclass(frozen=True)
class Beginning:
    after: int
    new: bool = False
    # A tick up to here may come: the rule that decides has a boundary nearby.
    at_will_until: int = -1


def start_of_minute(now):
    return now // 60 * 60


def find_beginning(cursor, spec, file, now):
    present = start_of_minute(now) - 1
    if cursor is None:
        # "A new schedule: the start of the current minute, so it has no backlog, unless first_run is window."
        return Beginning(min(present, now - file["window"] - 1) if file["first_run"] == "window" else present, True)
    if cursor.never_on and now - cursor.since < DEPLOY + SLACK:
        # First seen as off and turned on within a deploy: whether its first sight is a position is not said.
        return Beginning(min(present, cursor.since - 1), True, at_will_until=present)
    if cursor.at is None:
        # "The next run begins with the present minute; first_run is for schedules of which Redis has no cursor."
        return Beginning(present, True)
    if cursor.gone is not None and now - cursor.gone > DEPLOY + SLACK:
        # "Later the schedule is new: no backlog, whatever first_run says."
        return Beginning(present, True)
    after = go_on(cursor, form_of(spec), now)
    if cursor.gone is not None and now - cursor.gone > DEPLOY - SLACK:
        return Beginning(after, False, at_will_until=present)
    return Beginning(after)


def go_on(cursor, form, now):
    if form == cursor.form:
        return cursor.at
    # "A cursor is taken to stand just before the next tick of the form that wrote it. A run whose form is not the
    # cursor's begins there, or at the start of the minute before the present one, whichever is earlier."
    return min(stands_at(cursor), start_of_minute(now) - 60 - 1)


def stands_at(cursor):
    following = next_tick(cursor.form, cursor.at)
    return math.inf if following is None else following - 1


def due(spec, beginning, file, now):
    """The ticks that a run at `now` is to look at: within the window, "never further back"."""
    return ticks(form_of(spec), max(beginning.after, now - file["window"] - 1), now)


def too_old(spec, beginning, file, now):
    return ticks(form_of(spec), beginning.after, now - file["window"] - 1)


def marks(cursor, name, file):
    """Whether a run of this file marks a schedule that it has not on as gone: True, False, None for perhaps.

    "Only a file that it can have left does so: one that has it as off, or that has the other schedule whose
    name stands with the cursor. To any other file it is as if it were not there. None is gone while a part
    of the configuration cannot be read; one that is wrong is not gone."
    """
    schedules = file["schedules"]
    if file["spoilt"] == "file" or file["spoilt"] == name:
        return False
    if cursor.at is None:
        # Whether one without a position, forgotten or never yet on, gets a mark is not said.
        return None
    own = {True} if name in schedules else set()
    answers = own or {mate != name and mate in schedules for mate in cursor.mates}
    # Whether a schedule with a typo is "a part of the configuration that cannot be read" is not said.
    doubtful = len(answers) > 1 or file["spoilt"] and True in answers
    return None if doubtful else answers.pop()


def mates_after(cursor, name, file, wrote):
    """"A run whose file lacks the name that stands with the cursor writes the present first one at the next write."""
    first = min((other for other in file["schedules"] if other != name), default=name)
    if cursor is None:
        return frozenset({first})
    lacking = {mate for mate in cursor.mates if mate != name and mate not in file["schedules"]}
    # Whether one that was alone gets another when others have come is not said.
    alone = {first} if name in cursor.mates else set()
    if not lacking:
        return cursor.mates | alone
    kept = cursor.mates - lacking if wrote else cursor.mates
    return frozenset(kept | {first} | alone)

