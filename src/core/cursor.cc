#include "core/cursor.h"

#include <algorithm>
#include <charconv>

#include "core/hash.h"

namespace sidetick {

namespace {

std::string canonical(const CronExpr& cron) {
  return "cron " + cron.canonical();
}

std::string canonical(const Every& every) {
  auto phase = every.anchor.time_since_epoch() % every.period;
  if (phase < Seconds{0}) phase += every.period;
  return "every " + std::to_string(every.period.count()) + " " + std::to_string(phase.count());
}

std::string canonical(const At& at) {
  return "at " + std::to_string(at.instant.time_since_epoch().count());
}

bool is_hash(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
}

}  // namespace

std::string Cursor::text() const {
  return std::to_string(at.time_since_epoch().count()) + " " + ticks_hash + "." + page_hash;
}

std::optional<Cursor> parse_cursor(std::string_view text) {
  auto space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  long long epoch = 0;
  auto [end, failure] = std::from_chars(text.data(), text.data() + space, epoch);
  if (failure != std::errc{} || end != text.data() + space) return std::nullopt;
  // The range first: seconds beyond it may not fit an Instant's arithmetic.
  if (epoch < earliest_instant.time_since_epoch().count() ||
      epoch > latest_instant.time_since_epoch().count()) {
    return std::nullopt;
  }
  auto hashes = text.substr(space + 1);
  auto dot = hashes.find('.');
  auto page = dot == std::string_view::npos ? unpublished : hashes.substr(dot + 1);
  auto ticks = hashes.substr(0, dot);
  if (!is_hash(ticks) || !is_hash(page)) return std::nullopt;
  return Cursor{Instant{Seconds{epoch}}, std::string(ticks), std::string(page)};
}

std::string ticks_hash(const Schedule& schedule) {
  auto timing = std::visit([](const auto& kind) { return canonical(kind); }, schedule.timing);
  bool zone_matters = std::holds_alternative<CronExpr>(schedule.timing);
  return hash64_hex(zone_matters ? timing + " " + schedule.zone->name() : timing);
}

}  // namespace sidetick
