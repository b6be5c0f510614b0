// What doctor is asked to look at.
//
// References must outlive it. Knows nothing of sockets: `connect` has them.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/doctor/access.h"
#include "core/plan/skips.h"
#include "core/redis/redis.h"
#include "core/schedule/schedule.h"

namespace sidetick {

struct DoctorRequest {
  const std::vector<Schedule>& schedules;
  const std::vector<std::string>& names_in_file;  ///< also of schedules that are wrong
  const RedisSettings& redis;
  Access access;
  Seconds history;
  Seconds clock_tolerance;
  std::function<ClockTime()> host_clock;
  std::function<std::unique_ptr<Redis>()> connect;  ///< a fresh connection; throws as connect does
  std::string program;                              ///< "sidetick -c jobs.toml", for advice
  /// The command that enqueues ticks of a schedule which were dropped.
  std::function<std::string(const std::string& name, const Skip& skip)> backfill;
};

}  // namespace sidetick
