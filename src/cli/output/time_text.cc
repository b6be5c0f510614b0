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

}  // namespace

std::string wall_text(Instant instant, const Zone& zone) {
  const WallClock wall = zone.wall_clock(instant);
  const Seconds offset = wall.time_since_epoch() - instant.time_since_epoch();
  return std::string(weekday(wall)) + " " + format_date(date::floor<date::days>(wall)) + " " +
         format_time_of_day(wall) + " " + (offset == Seconds{0} ? "UTC" : format_offset(offset));
}

std::string utc_text(Instant instant, const Zone& zone) {
  const WallClock wall = zone.wall_clock(instant);
  if (wall == utc(instant)) return "";
  const bool same_day = date::floor<date::days>(wall) == date::floor<date::days>(utc(instant));
  const std::string day = same_day ? "" : std::string(weekday(utc(instant))) + " ";
  return " (" + day + format_time_of_day(utc(instant)) + " UTC)";
}

std::string time_text(Instant instant, const Zone& zone) {
  return wall_text(instant, zone) + utc_text(instant, zone);
}

std::string distance_text(Instant instant, Instant now) {
  if (instant == now) return "now";
  return instant > now ? "in " + length_text(instant - now) : length_text(now - instant) + " ago";
}

}  // namespace sidetick
