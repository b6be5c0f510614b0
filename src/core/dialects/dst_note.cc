#include "core/dialects/dst_note.h"

namespace sidetick {

namespace {

bool fires_within(const CronExpr& expr, WallClock begin, WallClock end) {
  MatchingMonth month;
  const auto time = expr.next(begin - Seconds{1}, month);
  return time && *time < end;
}

std::string on_date(WallClock wall) {
  return "daylight saving, as on " +
         format_instant(Instant{wall.time_since_epoch()}).substr(0, 10) + ": ";
}

WallClock shown(Instant instant, Seconds offset) {
  return WallClock{instant.time_since_epoch() + offset};
}

std::string at_gap(WallClock begin) {
  return on_date(begin) +
         "a time that does not exist is left out by fugit; sidetick enqueues at the first instant "
         "after it";
}

std::string at_overlap(WallClock begin) {
  return on_date(begin) +
         "in the hour that repeats fugit fires in both passes, sidetick in the first";
}

}  // namespace

std::optional<std::string> dst_difference(const CronExpr& expr, const Zone& zone, Instant now) {
  const Instant end = now + date::days{731};
  if (expr.follows_elapsed_time()) return std::nullopt;
  for (ZonePeriod period = zone.period(now); period.end < end;) {
    const ZonePeriod next = zone.period(period.end);
    const WallClock before = shown(period.end, period.offset);
    const WallClock after = shown(period.end, next.offset);
    if (before < after && fires_within(expr, before, after)) return at_gap(before);
    if (after < before && fires_within(expr, after, before)) return at_overlap(after);
    period = next;
  }
  return std::nullopt;
}

}  // namespace sidetick
