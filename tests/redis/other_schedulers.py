"""What other schedulers keep in Redis, in the form in which each of them writes it."""

import json
from datetime import datetime, timezone


def exq_entry(name, cron, **fields):
    """activesphere/exq-scheduler: encode of schedule.ex, with the defaults of schedule/parser.ex, in `schedules` by storage.ex."""
    return json.dumps({"retry": True, "queue": "default", "name": name, "include_metadata": False, "enabled": True,
                       "description": "", "cron": cron, "class": "Worker", "args": [], **fields})


def exq_time(seconds):
    """activesphere/exq-scheduler: persist_schedule_times of storage.ex: Poison's of a NaiveDateTime, which is UTC."""
    return json.dumps(datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.010217"))


def keep_cron_job(redis, name, prefix="", members="cron_jobs", **fields):
    """sidekiq-cron/sidekiq-cron: to_hash and save of lib/sidekiq/cron/job.rb, nil as an empty text; version 2 has namespaces,
    and "1" and "0" for what version 1 has as "true" and "false"."""
    second = members != "cron_jobs"
    false = "0" if second else "false"
    fields = {"name": name, "klass": "Worker", "cron": "0 9 * * *", "description": "", "args": "[]", "date_as_argument": false,
              "message": json.dumps({"retry": True, "queue": "default", "class": "Worker", "args": []}),
              "status": "enabled", "active_job": false, "queue_name_prefix": "", "queue_name_delimiter": "",
              "last_enqueue_time": "", "symbolize_args": false,
              **({"namespace": members.split(":")[1], "source": "dynamic", "retry": "true"} if second else {}), **fields}
    key = f"cron_job:{members.split(':')[1]}:{name}" if second else f"cron_job:{name}"
    redis("SADD", prefix + members, key)
    redis("HSET", prefix + key, *(each for pair in fields.items() for each in pair))


def sidekiq_scheduler_entry(**fields):
    """sidekiq-scheduler/sidekiq-scheduler: lib/sidekiq-scheduler/redis_manager.rb, set_job_schedule: the schedule as its file
    has it."""
    return json.dumps(fields)
