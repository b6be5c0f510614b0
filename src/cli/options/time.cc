#include "cli/options/time.h"

#include <stdexcept>

#include "core/error.h"
#include "core/text/quote.h"
#include "core/time/duration.h"
#include "io/host/clock.h"
#include "io/host/zone_file.h"

namespace sidetick {

namespace {

/// `-2h` and `2h ago`, `+30d`.
std::optional<Instant> parse_relative(std::string_view text, Instant now) {
  const bool ago = text.ends_with(" ago");
  if (!ago && !text.starts_with('-') && !text.starts_with('+')) return {};
  const auto duration = parse_duration(ago ? text.substr(0, text.size() - 4) : text.substr(1));
  if (!duration) return {};
  const Seconds seconds = std::chrono::floor<Seconds>(*duration);
  return text[0] == '+' ? now + seconds : now - seconds;
}

/// `today`, `yesterday`: their first instant in `zone`.
std::optional<Instant> parse_day(std::string_view text, const Zone& zone, Instant now) {
  if (text != "today" && text != "yesterday") return {};
  const WallClock wall{(now + zone.period(now).offset).time_since_epoch()};
  const date::days back{text == "today" ? 0 : 1};
  return zone.instant_of(WallClock{date::floor<date::days>(wall) - back});
}

std::optional<Instant> parse_named(std::string_view text, const Zone& zone, Instant now) {
  if (text == "now") return now;
  if (text.starts_with('@')) return parse_epoch(text.substr(1));
  return parse_day(text, zone, now);
}

/// `3d`: before now or after it?
std::string missing_sign(const std::string& text) {
  return parse_duration(text) ? ": write -" + text + " or +" + text : "";
}

}  // namespace

Instant parse_time_option(const std::string& option, const std::string& text, const Zone& zone,
                          Instant now) {
  if (const auto named = parse_named(text, zone, now)) return *named;
  if (const auto relative = parse_relative(text, now)) return *relative;
  if (const auto instant = parse_instant(text)) return *instant;
  if (const auto wall = parse_wall_clock(text)) return zone.instant_of(*wall);
  const std::string sign = missing_sign(text);
  throw Error(Exit::usage,
              option + " " + quote(text) + ": is not a time" +
                  (sign.empty() ? ": write 2026-03-29T01:30:00Z, a local time such as "
                                  "2026-03-29T01:30, now, today, yesterday, @EPOCH, or a distance "
                                  "from now such as -2h"
                                : sign));
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
