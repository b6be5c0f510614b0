// What a command does over Redis, within its deadline, with Redis' address before what goes wrong.
//
// Source:  sidetick(1), --deadline; io/redis/retry.
// Knows nothing of what is asked of Redis.
#pragma once

#include <functional>

#include "cli/options/options.h"
#include "core/redis/settings.h"
#include "io/redis/retry.h"

namespace sidetick {

/// How long the command may take: --deadline, or that of the configuration.
Milliseconds time_limit(const Options& options, const RedisSettings& redis);

/// retry_until_done, whose Errors are thrown on as `redis://127.0.0.1:6379/0: …`.
void over_redis(const RedisSettings& redis, const Deadline& deadline,
                const std::function<AttemptResult(Redis&)>& attempt, int* round_trips = nullptr);

}  // namespace sidetick
