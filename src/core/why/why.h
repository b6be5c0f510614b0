// What became of a tick, and where its job is now: asked of Redis.
//
// Source:  sidetick(1), "why"; sidetick(7), "Redis keys". Reads only: WATCH is the most that it
//          sends.
// Costs:   two round trips, one more for a schedule without a usable cursor; then those of
//          core/why/job_search for each tick that may have been enqueued.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/redis/keys.h"
#include "core/redis/redis.h"
#include "core/verdict/verdict.h"
#include "core/why/job_record.h"

namespace sidetick {

/// References must outlive it.
struct WhyRequest {
  std::string name;
  const std::vector<Schedule>& schedules;         ///< that of the name alone; none: not in the file
  const std::vector<std::string>& names_in_file;  ///< also of schedules that are wrong
  std::vector<AskedTime> asked;                   ///< what the time stands for
  Keys keys;
  Seconds history;
  Seconds clock_tolerance;
  std::optional<ClockTime> now;  ///< in place of the clock
  std::function<ClockTime()> host_clock;
};

struct WhyAnswer {
  TickAnswer tick;
  std::string jid;               ///< that the tick's job has, or would have
  std::optional<JobRecord> job;  ///< of a tick that was enqueued
};

struct Why {
  Instant now;
  bool is_known = false;               ///< the file or Redis has a schedule of this name
  std::vector<std::string> in_redis;   ///< the other names that Redis has
  std::vector<WhyAnswer> answers;      ///< one for each that was asked for
  std::vector<std::string> problems;   ///< a line each, of the clock and of what cannot be read
  std::optional<std::string> held_up;  ///< why nothing of it is enqueued, by any run
};

/// Throws what take_snapshot throws, and Error(Exit::data) for a ledger of the wrong type.
Why find_out_why(Redis& redis, const WhyRequest& request);

}  // namespace sidetick
