#include "cli/options/time.h"

#include <stdexcept>

#include "core/error.h"
#include "core/text/quote.h"
#include "core/time/duration.h"
#include "io/host/clock.h"
#include "io/host/zone_file.h"

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
  if (const auto wall = parse_wall_clock(text)) return zone.instant_of(*wall);
  throw Error(Exit::usage, option + " " + quote(text) +
                               ": is not a time: write 2026-03-29T01:30:00Z, a local time such as "
                               "2026-03-29T01:30, now, or a distance from it such as -2h");
}

std::optional<Instant> now_option(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return parse_time_option("--now", text, *Zone::utc(), date::floor<Seconds>(host_clock()));
}

std::shared_ptr<const Zone> zone_option(const std::string& name) {
  return name.empty() ? Zone::utc() : named_zone("--zone " + quote(name), name);
}

std::shared_ptr<const Zone> named_zone(const std::string& where, const std::string& name) {
  try {
    return find_zone(name);
  } catch (const std::invalid_argument& error) {
    throw Error(Exit::usage, where + ": " + error.what());
  }
}

}  // namespace sidetick
