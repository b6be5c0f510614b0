"""The configuration of a host, as a value that steps change, and as the TOML that the program reads.

A schedule is a dict of its keys: cron, every (seconds) or at (epoch), zone, queue, args, enabled. Its arguments
begin with its name and the prefix, so that a job tells whose it is.
"""

import json

from harness import iso, toml

TIMINGS = ("cron", "every", "at")
DEFAULTS = {"prefix": "", "window": 3600, "history": 7 * 86400, "first_run": "now", "spoilt": None}


def new_file(schedules, **settings):
    return {**DEFAULTS, **settings, "schedules": {name: dict(spec) for name, spec in schedules.items()}}


def form_of(spec):
    """What decides the ticks; the zone has no say in `every` and `at`."""
    if "cron" in spec:
        return ("cron", spec["cron"], spec.get("zone", "UTC"))
    return ("every", spec["every"]) if "every" in spec else ("at", spec["at"])


def edited(spec, changes):
    if set(TIMINGS) & set(changes):
        spec = {key: value for key, value in spec.items() if key not in TIMINGS}
    return {key: value for key, value in {**spec, **changes}.items() if value is not None}


def is_on(spec):
    return spec.get("enabled", True)


def queue_of(spec):
    return spec.get("queue", "default")


def arguments(name, spec, file):
    return [name, file["prefix"], *spec.get("args", [])]


def schedule_text(name, spec, file):
    lines = [f"[schedules.{json.dumps(name)}]", 'class = "Worker"', "include_metadata = true",
             f"args = {toml(arguments(name, spec, file))}", f"queue = {toml(queue_of(spec))}"]
    if "cron" in spec:
        lines.append(f"cron = {toml('61 * * * *' if file['spoilt'] == name else spec['cron'])}")
    elif "every" in spec:
        lines.append(f"every = {toml('0s' if file['spoilt'] == name else str(spec['every']) + 's')}")
    else:
        lines.append("at = " + ('"never"' if file["spoilt"] == name else iso(spec["at"])))
    lines += [f"time_zone = {toml(spec['zone'])}"] if "zone" in spec else []
    lines += [] if is_on(spec) else ["enabled = false"]
    return "\n".join(lines) + "\n"


def texts(file, url):
    """name -> text of each file of the folder. A file that cannot be read is the one of the last schedule."""
    head = (f"missed_jobs_window = \"{file['window']}s\"\nhistory = \"{file['history']}s\"\n"
            f"[redis]\nurl = {json.dumps(url)}\n"
            + (f"scheduler_prefix = {json.dumps(file['prefix'])}\n" if file["prefix"] else "")
            + f"[defaults]\nfirst_run = {json.dumps(file['first_run'])}\n")
    schedules = file["schedules"]
    names = sorted(schedules)
    unread = names[-1:] if file["spoilt"] == "file" else []
    body = "".join(schedule_text(name, schedules[name], file) for name in names if name not in unread)
    return {"main.toml": head + body, **({"more.toml": None} if file["spoilt"] == "file" else {})}


def right_schedules(file):
    """Those that a run can use: not the one with the typo, none of a file that cannot be read."""
    wrong = {file["spoilt"]}
    if file["spoilt"] == "file":
        wrong = set(sorted(file["schedules"])[-1:])
    return {name: spec for name, spec in file["schedules"].items() if name not in wrong}
