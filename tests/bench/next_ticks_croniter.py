"""croniter: next_ticks_croniter.py TICKS, by the Python that has Debian's package. See next_tick.py."""

import sys
import time
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from croniter import croniter

TICKS = int(sys.argv[1])

for zone in ("UTC", "Europe/Copenhagen"):
    for expression in ("*/5 * * * *", "0 9 * * 1-5", "0 0 29 2 *", "30 2 * * *"):
        start = datetime(2026, 1, 1, tzinfo=timezone.utc).astimezone(ZoneInfo(zone))
        ticks = croniter(expression, start)
        begin = time.perf_counter_ns()
        for _ in range(TICKS):
            ticks.get_next(datetime)
        print(f"{expression}\t{zone}\t{(time.perf_counter_ns() - begin) / TICKS:.1f}")
