// Whether jobs may go in: their ticks are in no ledger yet, and the keys that they would be written
// to are of the right types.
//
// Why:     EXEC does not roll back. What is found here, under WATCH, holds until EXEC.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "core/enqueue/pushes.h"
#include "core/fault.h"
#include "core/plan/room.h"
#include "core/redis/keys.h"
#include "core/redis/pipeline.h"
#include "core/schedule/schedule.h"

namespace sidetick {

/// What was found of the jobs of one transaction.
struct JobCheckResult {
  std::vector<bool> pushed;               ///< for each job: a ledger has its tick
  std::set<std::size_t> blocked;          ///< schedules whose ledger or queue is of the wrong type
  std::map<std::size_t, Instant> oldest;  ///< schedule -> by when the oldest of its ledger was due
  std::vector<Fault> faults;
  QueueLengths queue_lengths;         ///< of live runs: those of schedules with a limit
  std::shared_ptr<const void> check;  ///< what the answers refer to

  /// True when the job number `i`, of `schedule`, is to be enqueued.
  bool lets_in(std::size_t i, std::size_t schedule) const {
    return !pushed[i] && !blocked.contains(schedule);
  }

  /// Nothing where its ledger is empty.
  std::optional<Instant> oldest_of(std::size_t schedule) const {
    const auto found = oldest.find(schedule);
    return found == oldest.end() ? std::nullopt : std::optional(found->second);
  }

  /// All are, and no queue has a limit.
  bool is_plain() const {
    return blocked.empty() && faults.empty() && queue_lengths.empty() &&
           std::ranges::find(pushed, true) == pushed.end();
  }
};

/// Which ledgers are asked for a tick: that of live runs alone, or that of backfills too.
enum class Ledgers { live, live_and_backfilled };

/// Asks WATCH of `watch` and the ledgers, what the ledgers have of the days of `jobs` and, of live
/// runs, their oldest member and LLEN of the queues of schedules with a limit; TYPE of the queues and
/// of the set of their names. References must outlive the answer, which throws Error when nothing can
/// be enqueued at all. `jobs` are in order of time.
void ask_job_check(const Keys& keys, const std::vector<Schedule>& schedules,
                   const std::vector<PlannedJob>& jobs, Ledgers ledgers, Command watch,
                   Pipeline& pipeline, JobCheckResult& result);

}  // namespace sidetick
