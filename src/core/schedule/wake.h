// When a run that stays looks again.
//
// Source:  sidetick(1), --for.
// Units:   whole seconds since the epoch, UTC.
#pragma once

#include <vector>

#include "core/schedule/schedule.h"

namespace sidetick {

/// The first tick after `after` of any of `schedules` that is enabled, or the next full minute,
/// whichever is first: what cron would start in that minute is done in it too.
Instant next_wake(const std::vector<Schedule>& schedules, Instant after);

}  // namespace sidetick
