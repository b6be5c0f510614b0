// From when to when a page of next goes.
//
// Source:  sidetick(1), "next".
// Does not ask the clock.
#pragma once

#include "cli/options/options.h"
#include "core/time/instant.h"
#include "core/time/zone.h"

namespace sidetick {

/// What is on the axis, and which ticks are asked for: those in (after, until].
struct PageRange {
  Instant begin;
  Instant end;
  Instant after;
  Instant until;
};

/// From --from to --to, a day when there is only the former, from now when there is only the latter,
/// and the day of `now` in `zone` when there is neither. Throws Error(Exit::usage) for more than eight
/// days, and for none.
PageRange page_range(const Options& options, const Zone& zone, Instant now);

}  // namespace sidetick
