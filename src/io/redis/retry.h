// Trying again: connection after connection, until the work is done or the deadline passes.
//
// Source:  sidetick(7), "One run", step 6. The pauses between attempts double, with jitter, so
//          that fifty hosts that lost the same Redis do not all come back in the same instant.
#pragma once

#include <functional>
#include <string>

#include "core/redis/redis.h"
#include "core/redis/settings.h"
#include "io/host/deadline.h"
#include "io/redis/kept_connection.h"

namespace sidetick {

/// What an attempt came to.
enum class AttemptResult {
  done,
  go_on,     ///< it did its part and there is more: again at once
  conflict,  ///< somebody else was faster: again after a short pause
};

/// What somebody who waits for it wants.
struct Waiting {
  /// To hear at once that nobody is there: every address has refused the connection, and nobody
  /// has answered before.
  bool ends_when_refused = false;
  /// Called once, when a second has passed without an answer, with what is wrong or waited for and
  /// how long it is still tried.
  std::function<void(const std::string& trouble, Milliseconds left)> tell;
};

/// Calls `attempt` until it is done, each time with a fresh connection, or with that of `kept`. After a lost connection, or a passing
/// condition of the server, it is called again. Throws Error(Exit::unavailable) when Redis was not
/// reached by the deadline, or not as `waiting` has it, Error(Exit::temporary) when it was reached but the work not done, or
/// when this host is short of something, Stopped after a signal that a StopSignal watches for, and
/// what `attempt` throws otherwise. `round_trips`, if any, counts as in connect, over all connections.
void retry_until_done(const RedisSettings& settings, const Deadline& deadline,
                      const Waiting& waiting, const std::function<AttemptResult(Redis&)>& attempt,
                      int* round_trips = nullptr, KeptConnection* kept = nullptr);

}  // namespace sidetick
