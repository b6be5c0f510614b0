// The tick before: ticks are walked forwards only, so this looks for it from outside.
//
// Costs:   about twice log2(gap) steps of next_tick, whatever the schedule: 30 for a daily one.
#pragma once

#include <optional>

#include "core/schedule/ticks.h"

namespace sidetick {

/// The last tick before `before`; none when there is none from earliest_instant on.
std::optional<Instant> previous_tick(const Timing& timing, const Zone& zone, Instant before);

}  // namespace sidetick
