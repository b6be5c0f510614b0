// What a command does over Redis, within its deadline, with Redis' address before what goes wrong.
//
// Source:  sidetick(1), --deadline and "Diagnostics"; io/redis/retry.
// Knows nothing of what is asked of Redis.
#pragma once

#include <functional>
#include <string>

#include "cli/options/options.h"
#include "core/redis/settings.h"
#include "io/redis/retry.h"

namespace sidetick {

/// How long the command may take: --deadline, or that of the configuration.
TimeLimit time_limit(const Options& options, const RedisSettings& redis);

/// `redis://127.0.0.1:6379/0: connection refused; trying for 24 s more, Ctrl-C to stop`
std::string waiting_line(const RedisSettings& redis, const std::string& trouble, Milliseconds left);

/// What a connection that every address refuses is to a command.
enum class Refusal {
  passes,  ///< it is tried again until the deadline: what is started by cron
  ends     ///< it is the answer: what a person starts
};

/// How a command waits for Redis.
struct Wait {
  Refusal refusal;
  /// Says a line to a person who has waited for a second. Called when stderr is a terminal.
  std::function<void(const std::string& line)> tell;
};

/// The line goes to `report`.
Wait wait_with(Refusal refusal, const Report& report);

/// retry_until_done, whose Errors are thrown on as `redis://127.0.0.1:6379/0: …`.
void over_redis(const RedisSettings& redis, const Deadline& deadline, const Wait& wait,
                const std::function<AttemptResult(Redis&)>& attempt, int* round_trips = nullptr,
                KeptConnection* kept = nullptr);

}  // namespace sidetick
