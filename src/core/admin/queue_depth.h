// How many jobs wait in a queue, and for how long: how it is asked, and what is answered.
//
// Source:  Sidekiq's "latency": the age of the job that a worker takes next.
// Costs:   one round trip for all queues. Reads only: LLEN and LINDEX.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/redis/keys.h"
#include "core/redis/redis.h"
#include "core/time/instant.h"

namespace sidetick {

struct QueueDepth {
  std::string queue;
  std::size_t length;
  std::optional<Seconds> latency;  ///< none where no job waits, or the next one does not say
};

/// What to ask of `queues`.
std::vector<Command> queue_depth_commands(const Keys& keys, const std::set<std::string>& queues);

/// What `replies` to these commands say at `now`, in order of name. Left out is a queue that is no
/// list, or that this user may not look at.
std::vector<QueueDepth> queue_depths(const std::set<std::string>& queues,
                                     const std::vector<Reply>& replies, Instant now);

}  // namespace sidetick
