// The changes of a zone's offset in which an expression has a time: in the gap, or in the hour that
// repeats.
#pragma once

#include <vector>

#include "core/cron/expression.h"
#include "core/time/zone.h"

namespace sidetick {

/// What the wall clock showed just before, and from the change on: later in a gap, earlier when a
/// time repeats.
struct OffsetChange {
  WallClock before;
  WallClock after;
  WallClock met;  ///< the first time of the expression between the two

  bool is_gap() const { return before < after; }
};

/// Those in [from, until) in which `expr` has a time.
std::vector<OffsetChange> changes_met(const CronExpr& expr, const Zone& zone, Instant from,
                                      Instant until);

}  // namespace sidetick
