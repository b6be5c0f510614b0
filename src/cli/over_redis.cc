#include "cli/over_redis.h"

#include "core/error.h"

namespace sidetick {

Milliseconds time_limit(const Options& options, const RedisSettings& redis) {
  return options.deadline.value_or(redis.deadline);
}

void over_redis(const RedisSettings& redis, const Deadline& deadline,
                const std::function<AttemptResult(Redis&)>& attempt, int* round_trips) {
  try {
    retry_until_done(redis, deadline, attempt, round_trips);
  } catch (const Error& error) {
    throw Error(error.exit, redis.display() + ": " + error.what());
  }
}

}  // namespace sidetick
