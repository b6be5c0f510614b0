// A run over one connection: sidetick(7), "One run", steps 1 to 6.
//
// Order:   snapshot -> plan -> (preflight -> transaction) for each batch -> what is gone for long.
// Costs:   one round trip when there is nothing to write; else one for the first preflight and one
//          for each batch, since the preflight of the next batch travels with the transaction.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/enqueue/run_result.h"
#include "core/redis/keys.h"
#include "core/redis/redis.h"

namespace sidetick {

/// What a run is asked to do. References must outlive it.
struct RunRequest {
  const std::vector<Schedule>& schedules;
  std::vector<std::string> names_in_file;  ///< also of schedules that are wrong or left out
  Keys keys;
  Seconds history;
  Seconds clock_tolerance;
  std::optional<ClockTime> now;           ///< in place of the clock, unclamped
  std::function<ClockTime()> host_clock;  ///< asked before and after Redis' TIME
  bool dry_run = false;
  bool whole_file = true;  ///< false: some schedules were left out; none is marked as gone
  int min_replicas = 0;    ///< how many replicas are to confirm each transaction
};

enum class Outcome {
  done,      ///< every due tick is dealt with
  conflict,  ///< another host was faster: begin again at step 1
  more,  ///< more is due than one plan holds, or something was taken back: begin again at step 1
};

/// Throws what Redis::exchange throws, and Error for replies that end the run; what was enqueued
/// before the throw is in `result`.
Outcome enqueue_due(Redis& redis, const RunRequest& request, RunResult& result);

}  // namespace sidetick
