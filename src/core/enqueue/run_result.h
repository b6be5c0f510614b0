// What a run has done so far, as the replies to its transactions tell.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "core/enqueue/job_check.h"
#include "core/plan/plan.h"
#include "core/redis/keys.h"

namespace sidetick {

/// Its jid is worked out anew where it is printed: a catch-up may hold millions of these.
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

/// Adds to a result what the batches of one attempt have done.
class Recorder {
 public:
  /// References must outlive it. `plans`: those that need a write, in order of their schedules.
  /// Takes from them the skips that it records.
  Recorder(const Keys& keys, const std::vector<Schedule>& schedules,
           std::vector<SchedulePlan>& plans, RunResult& result)
      : keys_(keys), schedules_(schedules), plans_(plans), result_(result) {}

  /// EXEC has carried out `batch`, but for what it refused to write to `failed_keys`.
  void record(const Batch& batch, const JobCheckResult& clearance,
              const std::set<std::string>& failed_keys);

  /// Perhaps EXEC has carried out `batch`. A skip is done with as soon as the cursor is past it, be
  /// it by the first of many batches: no later run finds it again.
  void record_skips(const Batch& batch, const JobCheckResult& clearance);

 private:
  SchedulePlan& plan_of(std::size_t schedule);
  void record_skip(std::size_t schedule, const Skip& skip);
  void forget_lost(const Batch& batch, const JobCheckResult& clearance);
  void forget_doubtful(std::size_t schedule, const Skip& skip);

  const Keys& keys_;
  const std::vector<Schedule>& schedules_;
  std::vector<SchedulePlan>& plans_;
  RunResult& result_;
};

}  // namespace sidetick
