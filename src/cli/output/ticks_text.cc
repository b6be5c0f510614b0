#include "cli/output/ticks_text.h"

#include <unistd.h>

#include "cli/output/time_text.h"
#include "core/plan/skips.h"

namespace sidetick {

namespace {

std::string range_text(std::size_t count, const std::string& first, const std::string& last) {
  if (count == 1) return first;
  auto text = std::to_string(count) + " ticks";
  if (is_skip_count_limit(count)) text = "at least " + text;
  return text + " " + first + " to " + last;
}

}  // namespace

std::string ticks_text(std::size_t count, Instant first, Instant last) {
  return range_text(count, format_instant(first), format_instant(last));
}

TimeStyle printed_style() {
  return isatty(STDOUT_FILENO) != 0 ? TimeStyle::people : TimeStyle::programs;
}

std::string instant_text(Instant instant, const Zone& zone, TimeStyle style) {
  return style == TimeStyle::people ? time_text(instant, zone) : format_instant(instant);
}

std::string moved_text(const Timing& timing, const Zone& zone, Instant tick) {
  return moved_text(moved_from(timing, zone, tick));
}

std::string moved_text(const std::optional<WallClock>& from) {
  return from ? " (moved: daylight saving skips " + format_time_of_day(*from) + ")" : "";
}

std::string ticks_text(std::size_t count, Instant first, Instant last, const Zone& zone,
                       TimeStyle style) {
  return range_text(count, instant_text(first, zone, style), instant_text(last, zone, style));
}

}  // namespace sidetick
