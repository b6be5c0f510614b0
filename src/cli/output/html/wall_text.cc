#include "cli/output/html/wall_text.h"

#include "core/time/strftime.h"

namespace sidetick {

std::string wall_text(const std::string& format, WallClock wall) {
  std::string text = format_time(format, Instant{wall.time_since_epoch()}, Seconds{0});
  if (const auto two = text.find("  "); two != std::string::npos) text.erase(two, 1);
  return text;
}

std::string hour_text(WallClock wall) {
  const bool is_minute = wall.time_since_epoch() % 60 == Seconds{0};
  return wall_text(is_minute ? "%H:%M" : "%H:%M:%S", wall);
}

}  // namespace sidetick
