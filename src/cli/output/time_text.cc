#include "cli/output/time_text.h"

#include <array>

#include "core/time/duration.h"

namespace sidetick {

namespace {

const char* weekday(WallClock wall) {
  constexpr std::array<const char*, 7> names{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  return names[date::weekday{date::floor<date::days>(wall)}.c_encoding()];
}

WallClock utc(Instant instant) {
  return WallClock{instant.time_since_epoch()};
}

/// "2026-11-30 09:00" of a wall clock, with seconds where they are not 0.
std::string digits(WallClock wall) {
  std::string text = format_instant(Instant{wall.time_since_epoch()});
  text[10] = ' ';
  text.pop_back();
  if (text.ends_with(":00")) text.resize(16);
  return text;
}

}  // namespace

std::string wall_text(Instant instant, const Zone& zone) {
  const WallClock wall = zone.wall_clock(instant);
  const Seconds offset = wall.time_since_epoch() - instant.time_since_epoch();
  return std::string(weekday(wall)) + " " + digits(wall) + " " +
         (offset == Seconds{0} ? "UTC" : format_offset(offset));
}

std::string utc_text(Instant instant, const Zone& zone) {
  const WallClock wall = zone.wall_clock(instant);
  if (wall == utc(instant)) return "";
  const bool same_day = date::floor<date::days>(wall) == date::floor<date::days>(utc(instant));
  const std::string day = same_day ? "" : std::string(weekday(utc(instant))) + " ";
  return " (" + day + digits(utc(instant)).substr(11) + " UTC)";
}

std::string time_text(Instant instant, const Zone& zone) {
  return wall_text(instant, zone) + utc_text(instant, zone);
}

std::string distance_text(Instant instant, Instant now) {
  if (instant == now) return "now";
  return instant > now ? "in " + length_text(instant - now) : length_text(now - instant) + " ago";
}

}  // namespace sidetick
