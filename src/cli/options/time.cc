#include "cli/options/time.h"

#include <stdexcept>

#include "core/error.h"
#include "core/text/quote.h"
#include "core/time/duration.h"
#include "core/time/local_time.h"

namespace sidetick {

namespace {

std::optional<Instant> parse_relative(std::string_view text, Instant now) {
  if (text.empty() || (text[0] != '-' && text[0] != '+')) return {};
  const auto duration = parse_duration(text.substr(1));
  if (!duration) return {};
  const Seconds seconds = std::chrono::floor<Seconds>(*duration);
  return text[0] == '-' ? now - seconds : now + seconds;
}

}  // namespace

Instant parse_time_option(const std::string& option, const std::string& text, const Zone& zone,
                          Instant now) {
  if (text == "now") return now;
  if (const auto relative = parse_relative(text, now)) return *relative;
  if (const auto instant = parse_instant(text)) return *instant;
  if (const auto wall = parse_wall_clock(text)) return instant_of(zone, *wall);
  throw Error(Exit::usage, option + " " + quote(text) +
                               ": is not a time: write 2026-03-29T01:30:00Z, a local time such as "
                               "2026-03-29T01:30, now, or a distance from it such as -2h");
}

}  // namespace sidetick
