// A run over one connection: DESIGN "One run", steps 1 to 6.
//
// Order:   observe -> plan -> (preflight -> transaction) for each batch.
// Costs:   one round trip when there is nothing to write; else one for the first preflight and one
//          for each batch, since the preflight of the next batch travels with the transaction.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/keys.h"
#include "core/plan.h"
#include "core/preflight.h"
#include "core/redis.h"

namespace sidetick {

/// What a run is asked to do. References must outlive it.
struct RunRequest {
  const std::vector<Schedule>& schedules;
  std::vector<std::string> names_in_file;  ///< also of schedules that are wrong or left out
  std::string key_namespace;               ///< without its colon
  Keys keys;
  Seconds history;
  Seconds clock_tolerance;
  std::optional<Moment> now;           ///< in place of the clock, unclamped
  std::function<Moment()> host_clock;  ///< asked before and after Redis' TIME
  bool dry_run = false;
  bool tidy_page = true;  ///< take schedules that have left the file off the web page
  int min_replicas = 0;   ///< how many replicas are to confirm each transaction
};

/// Its jid is worked out anew where it is printed: a catch-up may hold millions of these.
struct EnqueuedTick {
  std::size_t schedule;
  Instant tick;
};

struct SkippedTicks {
  std::size_t schedule;
  Skip skip;
};

/// What a run has done so far. Attempts add to it; a tick is listed only after EXEC said so (in a
/// dry run: when it would be enqueued).
struct RunResult {
  Moment now;
  std::vector<EnqueuedTick> enqueued;
  std::vector<SkippedTicks> skipped;
  std::vector<Fault> faults;
  std::vector<std::string> warnings;
  std::vector<std::string> news;
  std::set<std::string> said;  ///< warnings and news of schedules: an attempt finds them again
  int conflicts = 0;
  /// An attempt was cut off, and what is recorded may come again: skips are recorded when the reply
  /// to EXEC is lost, and a failover may lose what was enqueued.
  bool in_doubt = false;
};

enum class Outcome {
  done,      ///< every due tick is dealt with
  conflict,  ///< another host was faster: begin again at step 1
  more,      ///< more is due than one plan holds: begin again at step 1
};

/// Throws what Redis::exchange throws, and Error for replies that end the run; what was enqueued
/// before the throw is in `result`.
Outcome enqueue_due(Redis& redis, const RunRequest& request, RunResult& result);

}  // namespace sidetick
