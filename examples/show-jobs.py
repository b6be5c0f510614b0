#!/usr/bin/env python3
"""Prints Sidekiq jobs, one JSON object a line on stdin, as a table for people."""

import json
import sys
from datetime import datetime, timezone

for line in sys.stdin:
    job = json.loads(line)
    at = datetime.fromtimestamp(job["enqueued_at"], timezone.utc)
    args = ", ".join(json.dumps(arg) for arg in job["args"])
    print(f"  {at:%H:%M:%S}  jid {job['jid']}  {job['class']}({args})")
