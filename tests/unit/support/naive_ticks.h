// A second opinion on ticks: every minute (or second) of real time is looked at.
//
// Source:  sidetick(7), "Daylight saving", word by word. Offsets come from the caller, who
//          has them from the C library.
#pragma once

#include <functional>
#include <vector>

#include "core/time/instant.h"
#include "support/naive_cron.h"

namespace sidetick {

/// One step of real time, and what the wall clock shows at it.
struct Step {
  Instant at;
  WallClock wall;
  bool first_showing;              ///< no earlier step shows the same
  std::vector<WallClock> skipped;  ///< just before it, and shown at no step
};

/// Looks at the wall clock every `step` in [begin, end).
std::vector<Step> walk(Instant begin, Instant end, Seconds step,
                       const std::function<Seconds(Instant)>& offset_at);

/// The ticks in (after, until], which must be well within the walk: two days after its beginning,
/// a day before its end.
std::vector<Instant> naive_ticks(NaiveCron& cron, const std::vector<Step>& steps, Instant after,
                                 Instant until);

}  // namespace sidetick
