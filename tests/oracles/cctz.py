"""The wall clocks of all zones, as Google's cctz reads the same files, gaps and repeated hours, from 1970 to 2100.

ask_cctz.cc says which minutes are asked; $ASK_CCTZ is that program. A zone that is another one's file is left out.
"""

import json
import os
import pathlib
import subprocess
import zoneinfo

FOLDER = pathlib.Path(os.environ.get("TZDIR", "/usr/share/zoneinfo"))


def zones():
    """The names, in order, of which each has another file."""
    by_data = {(FOLDER / name).read_bytes(): name for name in sorted(zoneinfo.available_timezones(), reverse=True)
               if (FOLDER / name).is_file()}
    return sorted(by_data.values())


def cases(names):
    """What to ask, and the tick that cctz expects: [({"zone":…,"cron":…,"from":…,"count":1}, "2026-03-29T01:00:00Z"), …]"""
    done = subprocess.run([os.environ.get("ASK_CCTZ", "build/ask_cctz")], input="\n".join(names) + "\n", capture_output=True,
                          text=True, check=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return [({"zone": case["zone"], "cron": case["cron"], "from": case["from"], "count": 1}, case["tick"]) for case in found]
