#include "core/schedule/offset_changes.h"

#include <algorithm>

namespace sidetick {

namespace {

WallClock shown(Instant instant, Seconds offset) {
  return WallClock{instant.time_since_epoch() + offset};
}

}  // namespace

std::vector<OffsetChange> changes_met(const CronExpr& expr, const Zone& zone, Instant from,
                                      Instant until) {
  std::vector<OffsetChange> changes;
  MatchingMonth month;
  for (ZonePeriod period = zone.period(from); period.end < until;) {
    const ZonePeriod next = zone.period(period.end);
    const WallClock before = shown(period.end, period.offset);
    const WallClock after = shown(period.end, next.offset);
    const auto met = expr.next(std::min(before, after) - Seconds{1}, month);
    if (met && *met < std::max(before, after)) changes.push_back({before, after, *met});
    period = next;
  }
  return changes;
}

}  // namespace sidetick
