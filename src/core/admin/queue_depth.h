// How many jobs wait in the queues of the schedules, and for how long.
//
// Source:  Sidekiq's "latency": the age of the job that a worker takes next.
// Costs:   one round trip. Reads only: LLEN and LINDEX.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/redis/keys.h"
#include "core/redis/redis.h"
#include "core/schedule/schedule.h"

namespace sidetick {

struct QueueDepth {
  std::string queue;
  std::size_t length;
  Seconds latency{0};  ///< 0 where no job waits, or the next one does not say
};

/// In order of name. Left out is a queue that is no list, or that this user may not look at.
std::vector<QueueDepth> read_queue_depths(Redis& redis, const Keys& keys,
                                          const std::vector<Schedule>& schedules, Instant now);

}  // namespace sidetick
