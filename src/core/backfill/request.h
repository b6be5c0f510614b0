// What a backfill is asked to do.
#pragma once

#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "core/redis/keys.h"
#include "core/schedule/schedule.h"

namespace sidetick {

/// References must outlive it.
struct BackfillRequest {
  const std::vector<Schedule>& schedules;  ///< with their jobs as they are to be enqueued
  Keys keys;
  Instant from;  ///< the first instant of the range
  Instant to;    ///< the first instant after it
  Seconds history;
  Seconds clock_tolerance;
  std::function<ClockTime()> host_clock;
  bool named = false;      ///< the schedules were named: also those that are disabled
  bool force = false;      ///< also ticks from before the ledger of runs is complete
  bool dry_run = false;    ///< look at the ledgers, write nothing
  bool look_ahead = true;  ///< false: the next batch is not looked at before it is allowed
  std::size_t limit = std::numeric_limits<std::size_t>::max();  ///< enqueue so many at most
  int min_replicas = 0;
};

}  // namespace sidetick
