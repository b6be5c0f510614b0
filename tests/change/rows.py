"""Cases of change, each as what people did and what has to come of it, in the words of play.py.

Each goes on a real Redis with the clocks in the test's hand, on one day, 2026-03-04, unless it says another. A walk
that was shrunk is pasted here as it was printed, with what had to happen in place of what did.
"""

EX_USAGE, EX_DATA, EX_TEMPORARY, EX_CONFIG = 64, 65, 75, 78

EVERY_MINUTE, EVERY_5, HOURLY = {"cron": "* * * * *"}, {"cron": "*/5 * * * *"}, {"cron": "0 * * * *"}
DAY = 86400


def times(first, last, step=60):
    """"12:01".."12:03" as "12:01:00 12:02:00 12:03:00"; `step` in seconds."""
    begin, end = (sum(int(n) * u for n, u in zip(t.split(":"), (3600, 60, 1))) for t in (first, last))
    return " ".join(f"{t // 3600:02}:{t // 60 % 60:02}:{t % 60:02}" for t in range(begin, end + 1, step))


ROWS = {
    "an edit during an outage loses no tick that both forms have": [
        ("file", "a", {"report": EVERY_5}),
        ("at", "12:04:02"), ("run", "a"), ("came", "report", ""),
        ("edit", "a", "report", {"cron": "*/5 6-21 * * *"}),
        ("at", "12:21:02"), ("run", "a"), ("ended", 0),
        ("came", "report", "12:05 12:10 12:15 12:20"),
    ],
    "two hosts with two versions enqueue each tick of either once, those of seconds too": [
        ("file", "a", {"report": {"every": 90}}),
        ("file", "b", {"report": {"every": 45}}),
        ("at", "12:00:02"), ("minutes", 8, "a", "b"),
        # b looks back to the start of the minute before: a tick of then, before its first run, may come.
        ("came", "report", times("12:00:00", "12:06:45", 45), "11:59:15"),
    ],
    "two versions and the first host of each minute another: each tick of either once": [
        ("file", "a", {"report": {"every": 90}}),
        ("file", "b", {"report": {"every": 45}}),
        ("at", "12:00:02"),
        *[("minutes", 1, *hosts) for hosts in (("a", "b"), ("b", "a")) * 4],
        ("came", "report", times("12:00:00", "12:06:45", 45), "11:59:15"),
    ],
    "two versions on hosts that each run in every other minute: each tick of either once": [
        ("file", "a", {"report": {"every": 90}}),
        ("file", "b", {"report": {"every": 45}}),
        ("at", "12:00:02"), *[("minutes", 1, host) for host in "ab" * 5],
        ("came", "report", times("12:00:00", "12:08:15", 45), "12:09:00"), ("each_once",),
    ],
    "two versions on hosts with clocks four seconds apart: each tick of either once": [
        ("file", "a", {"report": EVERY_MINUTE}),
        ("file", "b", {"report": {"cron": "30 * * * * *"}}),
        ("clock", "a", 2), ("clock", "b", -2),
        ("at", "12:00:02"), ("minutes", 8, "a", "b"),
        ("came", "report", times("12:00:00", "12:07:00", 30), "11:59:00 11:59:30"), ("each_once",),
    ],
    "a daily job that is moved fires at both times while both versions are out, whoever is first": [
        ("file", "a", {"report": {"cron": "0 9 * * *"}}),
        ("file", "b", {"report": {"cron": "5 9 * * *"}}),
        # b runs in every even minute, a in every odd one: at 09:00 b is first, at 09:05 a.
        ("at", "08:58:02"), *[("minutes", 1, host) for host in "ba" * 5],
        ("came", "report", "09:00 09:05"),
    ],
    "a tick of the minute in which a deploy turns it on fires, though the host with the old file is first": [
        ("file", "a", {"report": {"cron": "0 9 * * *", "enabled": False}, "mail": HOURLY}),
        ("copy", "a", "b"),
        ("at", "08:00:02"), ("minutes", 2, "a", "b"),
        ("at", "08:58:02"), ("minutes", 2, "a", "b"),
        ("edit", "b", "report", {"enabled": None}),
        ("at", "09:00:02"), ("run", "a"), ("run", "b"),
        ("came", "report", "09:00"),
        ("minutes", 3, "a", "b"), ("came", "report", ""),
    ],
    "one that the first host to run has as off, and the second as on, fires in that very minute": [
        ("file", "a", {"report": {**EVERY_MINUTE, "enabled": False}, "mail": HOURLY}),
        ("file", "b", {"report": EVERY_MINUTE, "mail": HOURLY}),
        ("at", "12:00:02"), ("run", "a"), ("run", "b"), ("came", "report", "12:00"),
    ],
    "two applications with a scheduler_prefix each have two jobs, two cursors and two jids for one name": [
        ("file", "a", {"report": EVERY_MINUTE}, {"prefix": "app"}),
        ("file", "b", {"report": EVERY_MINUTE}, {"prefix": "web"}),
        ("at", "12:00:02"), ("run", "a"), ("run", "b"),
        ("came", "report", "12:00", "", "app"), ("came", "report", "12:00", "", "web"),
        ("each_once",),
        ("at", "12:01:02"), ("run", "b"), ("run", "a"),
        ("came", "report", "12:01", "", "app"), ("came", "report", "12:01", "", "web"),
        ("each_once",),
    ],
    "a backfill that was refused stays so when history is raised: it asks since when the ledger is complete": [
        ("file", "a", {"report": HOURLY}, {"window": DAY, "history": DAY}),
        ("at", "2026-03-02T08:00:02Z"), ("run", "a"), ("wait", DAY), ("run", "a"), ("wait", DAY), ("run", "a"),
        ("at", "12:00:02"), ("run", "a"),
        ("backfill", "a", ["report"], "2026-03-02T09:30:00Z", "2026-03-03T09:30:00Z"), ("ended", EX_USAGE),
        ("set", "a", {"history": 7 * DAY}),
        ("backfill", "a", ["report"], "2026-03-02T09:30:00Z", "2026-03-03T09:30:00Z"), ("ended", EX_USAGE),
        ("said", "--force", "since"), ("wrote_nothing",), ("each_once",),
    ],
    "a run after a deploy that makes window and history longer and edits enqueues nothing twice": [
        ("file", "a", {"report": EVERY_MINUTE}, {"window": 3600, "history": 3600, "first_run": "window"}),
        ("at", "12:00:02"), ("run", "a"), ("at", "13:00:02"), ("run", "a"), ("at", "14:00:02"), ("run", "a"),
        ("at", "14:15:02"), ("run", "a"),
        ("set", "a", {"window": 3 * 3600, "history": 7 * DAY}),
        ("edit", "a", "report", {"cron": "* 6-21 * * *"}),
        ("run", "a"), ("each_once",), ("came", "report", times("11:01", "14:15")),
    ],
    "one that is taken out of every file and put back after 25 minutes is new, and that is said once": [
        ("file", "a", {"report": EVERY_MINUTE, "mail": HOURLY}), ("copy", "a", "b"),
        ("at", "12:00:02"), ("run", "a"), ("run", "b"), ("came", "report", "12:00"),
        ("remove", "a", "report"), ("remove", "b", "report"), ("at", "12:01:02"), ("minutes", 25, "a", "b"),
        ("on_page", "mail"),
        ("add", "a", "report", EVERY_MINUTE), ("add", "b", "report", EVERY_MINUTE),
        ("run", "a"), ("came", "report", "12:26"), ("ended", 0),
        ("said", "report", "2026-03-04T12:01:02Z", "25", "backfill"),
        ("run", "b"), ("came", "report", ""), ("silent",),
        ("wait", 60), ("run", "a"), ("came", "report", "12:27"), ("silent",),
    ],
    "one that is put back after three days is new, and the warning counts the window alone": [
        ("file", "a", {"report": EVERY_MINUTE, "mail": HOURLY}),
        ("at", "2026-03-01T12:00:02Z"), ("run", "a"), ("came", "report", "2026-03-01T12:00:00Z"),
        ("remove", "a", "report"), ("wait", 60), ("run", "a"),
        ("at", "12:00:02"), ("run", "a"),
        ("add", "a", "report", EVERY_MINUTE),
        ("run", "a"), ("came", "report", "12:00"), ("ended", 0), ("said", "2026-03-01T12:01:02Z", "59", "backfill"),
        ("dropped", "report", 0),
    ],
    "one that a host with a short history deletes comes back with a window that is longer, and nothing twice": [
        ("file", "a", {"report": EVERY_MINUTE, "mail": HOURLY}, {"window": 3 * 3600, "first_run": "window"}),
        ("file", "b", {"mail": HOURLY}, {"window": 1800, "history": 3600}),
        ("at", "12:00:02"), ("run", "a"), ("run", "b"), ("wait", 7200), ("run", "b"), ("run", "a"), ("each_once",),
    ],
    "two applications with different schedules in one namespace leave each other alone": [
        ("file", "a", {"report": EVERY_MINUTE, "mail": HOURLY}),
        ("file", "b", {"audit": EVERY_MINUTE, "bills": HOURLY}),
        ("at", "12:01:02"), ("minutes", 3, "a", "b"),
        ("came", "report", times("12:01", "12:03")), ("came", "audit", times("12:01", "12:03")),
        ("minutes", 8, "a"), ("came", "report", times("12:04", "12:11")),
        ("on_page", "audit", "bills", "mail", "report"),
        ("run", "a"), ("came", "report", "12:12"), ("run", "b"), ("came", "audit", times("12:04", "12:12")),
        ("on_page", "audit", "bills", "mail", "report"),
        ("run", "a"), ("wrote_nothing",), ("run", "b"), ("wrote_nothing",), ("silent",),
    ],
    "an hourly job that is edited to every minute fires from then on": [
        ("file", "a", {"report": HOURLY}),
        ("at", "11:59:02"), ("minutes", 2, "a"), ("at", "12:40:02"), ("minutes", 1, "a"), ("came", "report", "12:00"),
        ("edit", "a", "report", EVERY_MINUTE),
        # The minute before the present one is looked at again: a tick of it that only the new form has may come.
        ("run", "a"), ("came", "report", "12:41", "12:40"),
        ("wait", 60), ("run", "a"), ("came", "report", "12:42"),
    ],
    "a typo in a schedule for six minutes is caught up with": [
        ("file", "a", {"report": EVERY_MINUTE, "mail": EVERY_MINUTE}),
        ("at", "12:00:02"), ("run", "a"), ("came", "report", "12:00"),
        ("spoil", "a", "report"), ("wait", 60), ("minutes", 6, "a"), ("ended", EX_CONFIG), ("came", "report", ""),
        ("came", "mail", times("12:00", "12:06")),
        ("spoil", "a", None), ("run", "a"), ("ended", 0),
        ("came", "report", times("12:01", "12:07")), ("came", "mail", "12:07"),
    ],
    "a file that cannot be read for six minutes is caught up with": [
        ("file", "a", {"report": EVERY_MINUTE, "mail": EVERY_MINUTE}),
        ("at", "12:00:02"), ("run", "a"), ("came", "report", "12:00"),
        ("spoil", "a", "file"), ("wait", 60), ("minutes", 6, "a"), ("ended", EX_CONFIG),
        ("spoil", "a", None), ("run", "a"), ("ended", 0), ("silent",),
        ("came", "report", times("12:01", "12:07")), ("came", "mail", times("12:00", "12:07")),
    ],
    "a cursor three hours ahead of both clocks stops its schedule and says the way out": [
        ("file", "a", {"report": EVERY_MINUTE}),
        ("at", "12:00:02"), ("run", "a"), ("came", "report", "12:00"),
        ("clock", "all", 3 * 3600), ("run", "a"), ("came", "report", times("14:01", "15:00")),
        ("clock", "all", 0), ("run", "a"), ("ended", EX_TEMPORARY), ("came", "report", ""),
        ("said", "report", "3 h", "sidetick", "forget report", "backfill"), ("wrote_nothing",),
        ("forget", "a", "report"), ("ended", 0), ("wait", 60),
        ("run", "a"), ("ended", 0), ("came", "report", "12:01"), ("each_once",),
    ],
    "a host and Redis 20 minutes apart enqueue nothing until one clock is mended": [
        ("file", "a", {"report": EVERY_MINUTE}),
        ("at", "12:00:02"), ("minutes", 2, "a"), ("came", "report", "12:00 12:01"),
        ("clock", "a", 1200), ("run", "a"), ("ended", EX_TEMPORARY), ("came", "report", ""),
        ("said", "2026-03-04T12:22:02", "2026-03-04T12:02:02"), ("wrote_nothing",),
        ("clock", "a", -1200), ("minutes", 3, "a"), ("ended", EX_TEMPORARY), ("came", "report", ""),
        ("clock", "a", 0), ("run", "a"), ("ended", 0), ("came", "report", times("12:02", "12:05")),
    ],
    "a --now to come is refused, and free in a rehearsal": [
        ("file", "a", {"report": EVERY_MINUTE}),
        ("at", "12:00:02"), ("run", "a"), ("came", "report", "12:00"),
        ("run_ahead", "a", 1800), ("ended", EX_USAGE), ("came", "report", ""), ("wrote_nothing",),
        ("run_ahead", "a", 1800, "--dry-run"), ("ended", 0), ("came", "report", ""), ("wrote_nothing",),
    ],
    "what was backfilled during an outage is not called dropped": [
        ("file", "a", {"report": EVERY_5}),
        ("at", "07:34:30"), ("run", "a"),
        ("at", "12:34:30"), ("backfill", "a", ["report"], "07:30", "11:34:30"), ("ended", 0),
        ("came", "report", times("07:30", "11:30", 300)),
        ("run", "a"), ("ended", 0), ("silent",), ("dropped", "report", 0),
        ("came", "report", times("11:35", "12:30", 300)),
    ],
    "a rehearsed backfill is refused in the words of the act": [
        ("file", "a", {"report": HOURLY}, {"history": DAY}),
        ("at", "12:00:02"), ("run", "a"), ("came", "report", "12:00"), ("wait", 2 * DAY), ("run", "a"),
        ("wait", 3600), ("run", "a"),
        ("backfill", "a", ["report"], "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z", "--dry-run"), ("ended", EX_USAGE),
        ("backfill", "a", ["report"], "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z"), ("ended", EX_USAGE),
        ("same_words",),
    ],
    "a queue's key that becomes a string within a run costs no tick": [
        ("file", "a", {"report": EVERY_MINUTE}),
        ("at", "12:00:02"), ("run", "a"), ("came", "report", "12:00"),
        ("at", "12:01:02"), ("half_run", "a", "default"), ("ended", EX_DATA), ("came", "report", ""),
        ("at", "12:02:02"), ("run", "a"), ("ended", 0), ("came", "report", "12:01 12:02"), ("each_once",),
    ],
}
