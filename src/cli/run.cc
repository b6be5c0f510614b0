// run: enqueue every tick that is due, then exit.
//
// Order:   settings -> first question to Redis -> schedules -> pass -> exit status. With --for: linger.h.

#include "cli/commands.h"
#include "cli/linger.h"
#include "cli/loaded_config.h"
#include "cli/over_redis.h"
#include "cli/run_pass.h"
#include "core/enqueue/snapshot.h"

namespace sidetick {

namespace {

/// So long a connection is waited for before the schedules are read: what is wrong with them is to be
/// told soon, also where Redis does not answer.
constexpr Milliseconds longest_wait{100};

/// Asks what the run has to know of Redis, so that the answer is there when the schedules have been
/// read. Whatever is in the way of it, the run meets again, and tells.
void look_ahead(const RedisSettings& redis, const Options& options, KeptConnection& connection) {
  const bool is_far = redis.tls || !redis.sentinels.empty();  // by several round trips
  if (is_far) return;
  const Keys keys(redis);
  const Deadline deadline(time_limit(options, redis));
  connection.look_ahead(redis, deadline.within(longest_wait), snapshot_commands(keys));
}

}  // namespace

Exit run_command(const Options& options, const Report& report) {
  if (options.linger) return linger(options, report);
  const auto start = Deadline::Clock::now();
  KeptConnection connection(KeptConnection::Keeps::nothing);
  const auto known = [&](const Settings& settings) {
    look_ahead(settings.redis, options, connection);
  };
  Config config = load_reported(options, report, Absent::refused, known);
  if (config.unusable) return Exit::config;
  select_schedules(config, options.names, "--only");
  return run_pass(options, config, start, report, &connection).exit;
}

}  // namespace sidetick
