// The plans of a run: what has to be done for each schedule, with what the ledgers have of the ticks
// that seem to be dropped.
//
// Costs:   one round trip where ticks seem to be dropped, else none.
#pragma once

#include <vector>

#include "core/enqueue/snapshot.h"
#include "core/plan/plan.h"
#include "core/redis/keys.h"
#include "core/redis/redis.h"

namespace sidetick {

/// One for each schedule; of the page as it is to be published.
std::vector<Fingerprint> make_fingerprints(const std::vector<Schedule>& schedules);

/// The plans that something is to be written or said of, in the order of the schedules. What the
/// ledgers have goes into `snapshot`. Throws what Redis::exchange throws.
std::vector<SchedulePlan> make_run_plans(Redis& redis, const Keys& keys,
                                         const std::vector<Schedule>& schedules,
                                         const std::vector<Fingerprint>& fingerprints,
                                         const PlanContext& context, Snapshot& snapshot);

}  // namespace sidetick
