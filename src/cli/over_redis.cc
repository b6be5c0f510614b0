#include "cli/over_redis.h"

#include <unistd.h>

#include "core/error.h"

namespace sidetick {

std::string waiting_line(const RedisSettings& redis, const std::string& trouble,
                         Milliseconds left) {
  const auto seconds = date::round<Seconds>(left).count();
  return redis.display() + ": " + trouble + "; trying for " + std::to_string(seconds) +
         " s more, Ctrl-C to stop";
}

TimeLimit time_limit(const Options& options, const RedisSettings& redis) {
  if (options.deadline) return {*options.deadline, options.written_deadline};
  return {redis.deadline, redis.written_deadline};
}

Wait wait_with(Refusal refusal, const Report& report) {
  return {refusal, [&report](const std::string& line) { report.notice(line); }};
}

void over_redis(const RedisSettings& redis, const Deadline& deadline, const Wait& wait,
                const std::function<AttemptResult(Redis&)>& attempt, int* round_trips,
                KeptConnection* kept) {
  Waiting waiting{wait.refusal == Refusal::ends, {}};
  if (isatty(STDERR_FILENO) != 0) {
    waiting.tell = [&](const std::string& trouble, Milliseconds left) {
      wait.tell(waiting_line(redis, trouble, left));
    };
  }
  try {
    retry_until_done(redis, deadline, waiting, attempt, round_trips, kept);
  } catch (const Error& error) {
    throw Error(error.exit, redis.display() + ": " + error.what());
  }
}

}  // namespace sidetick
