#include "core/dialects/dst_note.h"

#include "core/schedule/offset_changes.h"

namespace sidetick {

namespace {

std::string on_date(WallClock wall) {
  return "daylight saving, as on " + format_date(date::floor<date::days>(wall)) + ": ";
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
  if (expr.follows_elapsed_time()) return std::nullopt;
  const auto changes = changes_met(expr, zone, now, now + date::days{731});
  if (changes.empty()) return std::nullopt;
  const OffsetChange& first = changes.front();
  return first.is_gap() ? at_gap(first.before) : at_overlap(first.after);
}

}  // namespace sidetick
