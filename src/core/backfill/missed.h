// The ticks of a backfill's range that nobody has enqueued, in groups of one reason each.
//
// Source:  core/verdict, which judges one tick; sidetick(1), "backfill".
// Costs:   a comparison a tick: a verdict is asked for where it may change, a dozen times a schedule.
// Memory:  that of the groups, not of the ticks.
// Knows nothing of Redis: what it holds is handed in.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/backfill/request.h"
#include "core/enqueue/snapshot.h"
#include "core/plan/room.h"
#include "core/verdict/verdict.h"

namespace sidetick {

/// A group of no more than so many ticks keeps each of them.
inline constexpr std::size_t few_ticks = 4;

/// Ticks that follow each other, leaving out those that were enqueued, and have one reason.
struct MissedGroup {
  TickAnswer answer;  ///< of the first one
  std::size_t count;
  Instant first, last;
  std::vector<Instant> few;  ///< the first few_ticks of them, ascending
};

/// Those of one schedule.
struct MissedTicks {
  std::vector<MissedGroup> groups{};     ///< in order of time; at most as many as there are edges
  std::optional<std::string> held_up{};  ///< why no run enqueues anything of it
  Instant complete{};                    ///< since when its ledger is; of one that has groups
};

/// What was missed of all schedules.
struct MissedReport {
  Instant now;                         ///< the present of the verdicts
  std::vector<MissedTicks> schedules;  ///< one for each schedule
};

/// True when runs enqueue the ticks of `group` by themselves: the next one, or, where they wait for
/// room, one after it.
bool is_for_next_run(const MissedGroup& group, const MissedTicks& of);

/// Collects what was missed.
class MissedJudge {
 public:
  /// `snapshot` was taken at `present`; `lengths`: of the queues of schedules with `max_backlog`.
  /// Keeps a reference to `request`.
  MissedJudge(const BackfillRequest& request, Snapshot snapshot, QueueLengths lengths,
              Present present);
  MissedJudge(const MissedJudge&) = delete;
  MissedJudge& operator=(const MissedJudge&) = delete;

  /// `tick`, later than those of this schedule before, is in no ledger, which is complete since
  /// `complete`.
  void add(std::size_t schedule, Instant tick, Instant complete);

  const MissedReport& missed() const { return missed_; }

 private:
  /// What is known of a schedule that missed something.
  struct Judged {
    SchedulePlan plan;
    std::vector<Instant> edges{};
    Instant until{};  ///< up to here the verdict is that of the last group
  };

  Judged& judged(std::size_t schedule, Instant complete);
  ScheduleFacts facts(std::size_t schedule, const SchedulePlan& plan) const;
  void begin_group(std::size_t schedule, Instant tick, Judged& judged);

  const BackfillRequest& request_;
  const Snapshot snapshot_;
  const QueueLengths lengths_;
  const Present present_;
  const std::vector<std::string> names_;
  const Neighbours neighbours_;
  const PlanContext context_;
  std::map<std::size_t, Judged> judged_;
  MissedReport missed_;
};

}  // namespace sidetick
