"""Answers the cases on stdin with croniter's ticks, in the form of `sidetick next --cases`."""

import json
import sys
from datetime import datetime, timezone

from croniter import croniter

FORMAT = "%Y-%m-%dT%H:%M:%SZ"


def answer(case):
    start = datetime.strptime(case["from"], FORMAT).replace(tzinfo=timezone.utc)
    ticks = croniter(case["cron"], start)
    return [datetime.fromtimestamp(ticks.get_next(), timezone.utc).strftime(FORMAT)
            for _ in range(case["count"])]


for line in sys.stdin:
    try:
        print(json.dumps({"ticks": answer(json.loads(line))}))
    except Exception as error:  # whatever it says, it is the engine's answer
        print(json.dumps({"error": f"{type(error).__name__}: {error}"}))
