// What every schedule of a run is planned with.
//
// Units:   Instants; `now` is handed in.
// Knows nothing of any one schedule.
#pragma once

#include <cstddef>
#include <optional>

#include "core/plan/clock.h"
#include "core/plan/cursor.h"
#include "core/plan/neighbours.h"
#include "core/plan/skips.h"

namespace sidetick {

/// No plan holds more ticks of one schedule than this, whatever its window.
inline constexpr std::size_t ticks_per_plan = 100'000;

/// The same where there are `schedules` of them: a run that is killed for the memory that its plan
/// takes never gets anywhere. Not so few that a backlog of an hour of minutes takes more than one
/// plan, for within a plan the ticks are in order of time.
std::size_t ticks_of_each_per_plan(std::size_t schedules);

/// References must outlive it.
struct PlanContext {
  const Present& present;
  const Neighbours& neighbours;  ///< the names in the file
  Seconds history;               ///< how far back a ledger is complete that does not say so
  const Deleted& deleted;        ///< those of a name in it begin with a ledger that has forgotten
  std::size_t count_limit = 1'000'000;    ///< where counting of skipped ticks stops
  std::size_t most_due = ticks_per_plan;  ///< no plan has more due ticks of one schedule
};

}  // namespace sidetick
