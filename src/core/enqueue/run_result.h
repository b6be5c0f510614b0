// What a run has done so far, over all its attempts, and how what a transaction did is added to it.
//
// Knows nothing of how it is told: tests, lines and JSON read the same.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/enqueue/batch.h"
#include "core/enqueue/hold_back.h"
#include "core/enqueue/job_check.h"
#include "core/enqueue/rival.h"
#include "core/fault.h"
#include "core/plan/plan.h"

namespace sidetick {

/// The jid and the queue follow from it when it is printed: a catch-up may hold millions of these.
struct EnqueuedTick {
  std::size_t schedule;
  Instant tick;
};

struct SkippedTicks {
  std::size_t schedule;
  Skip skip;
};

/// Attempts add to it; a tick is listed only after EXEC said so (in a dry run: when it would be
/// enqueued).
struct RunResult {
  ClockTime now;
  /// How far `now` is behind this host's clock, where that is held to Redis'.
  ClockTime::duration held_back{};
  std::vector<EnqueuedTick> enqueued;
  std::vector<SkippedTicks> skipped;
  std::vector<WaitingTicks> waiting;  ///< what the last attempt has left for a later run
  std::set<std::size_t> off;          ///< schedules that the switch in Redis keeps off
  std::vector<Fault> faults;
  std::vector<std::string> warnings;
  std::vector<std::string> news;
  std::set<std::string> said;  ///< warnings and news of schedules: an attempt finds them again
  int conflicts = 0;
  Rival rival;
  /// An attempt was cut off, and what is recorded may come again: skips are recorded when the reply
  /// to EXEC is lost, and a failover may lose what was enqueued.
  bool in_doubt = false;
};

/// The batches of one attempt, as far as they are written.
class Recorder {
 public:
  /// References must outlive it. `plans`: those that need a write.
  Recorder(const std::vector<SchedulePlan>& plans, RunResult& result);

  /// EXEC has carried out `batch`, but for the jobs of `lost`, and written `cursors`.
  void record(const Batch& batch, const JobCheckResult& found,
              const std::map<std::size_t, Cursor>& cursors,
              const std::set<const PlannedJob*>& lost);

  /// Perhaps EXEC has carried out a batch and written `cursors`. If it has, the cursors are past
  /// these skips, and no later run will report them.
  void record_skips(const std::map<std::size_t, Cursor>& cursors);

 private:
  void record_skip(std::size_t schedule, const Skip& skip);
  void forget_lost(const Batch& batch, const JobCheckResult& found);
  void forget_doubtful(std::size_t schedule, const Skip& skip);

  /// The skips of a plan, and how many of them are recorded.
  struct Skipping {
    const std::vector<Skip>& skips;
    std::size_t recorded = 0;
  };

  RunResult& result_;
  std::map<std::size_t, Skipping> skipping_;  // by schedule, of those that have some
};

}  // namespace sidetick
