// The ticks of a batch for which their queue has no room, taken out of it: they wait for a later run,
// and the cursor stays before them.
//
// Source:  sidetick(7), "One run": `max_backlog`.
// Note:    the queues are not watched, so that what others push meanwhile may exceed the limit. The
//          cursors are: of two hosts with these schedules the slower one begins again, and looks anew.
#pragma once

#include <vector>

#include "core/enqueue/batch.h"
#include "core/enqueue/job_check.h"
#include "core/plan/plan.h"

namespace sidetick {

/// `count` due ticks of a schedule that wait, from `first` to `last`.
struct WaitingTicks {
  std::size_t schedule;
  Instant first, last;
  std::size_t count;
  std::size_t length;  ///< what the queue holds, with what the same transaction has pushed
};

/// True when all that is in `batch` may have to wait, so that nothing is written.
bool may_all_wait(const std::vector<Schedule>& schedules, const Batch& batch);

/// Takes the ticks that have to wait out of `batch` and `found`, which its preflight has found, and
/// returns them, in order of the schedules. `plans`: those of the batch, in order of their schedules.
/// The cursor of a schedule that waits is only written when there is something to write of it besides.
std::vector<WaitingTicks> hold_back(const std::vector<Schedule>& schedules,
                                    const std::vector<SchedulePlan>& plans, Batch& batch,
                                    JobCheckResult& found);

}  // namespace sidetick
