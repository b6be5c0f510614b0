// The ticks of several schedules in order of time.
#include "core/schedule/merged_ticks.h"

#include <doctest/doctest.h>

#include <string>

using namespace sidetick;

namespace {

/// "b 00:15, a 00:20": source and time of day of the first `count` ticks of 1 January 2026.
std::string merged(const std::vector<Timing>& timings, int count,
                   std::optional<unsigned> each = std::nullopt) {
  const auto utc = Zone::utc();
  std::vector<TickSource> sources;
  for (const Timing& timing : timings) sources.push_back({&timing, utc.get()});
  MergedTicks ticks(sources, *parse_instant("2026-01-01T00:00:00Z"), each);
  std::string text;
  for (int i = 0; i < count; ++i) {
    const auto tick = ticks.next();
    if (!tick) return text + (text.empty() ? "none" : ", none");
    text += (text.empty() ? "" : ", ") + std::string(1, static_cast<char>('a' + tick->source)) +
            " " + format_instant(tick->tick).substr(11, 5);
  }
  return text;
}

}  // namespace

TEST_CASE("ticks of several sources come in order of time, then of the sources") {
  const Timing quarters = CronExpr::parse("*/15 * * * *");
  const Timing twenties = CronExpr::parse("*/20 * * * *");
  const Timing once = At{*parse_instant("2026-01-01T00:20:00Z")};
  CHECK(merged({twenties, quarters, once}, 7) ==
        "b 00:15, a 00:20, c 00:20, b 00:30, a 00:40, b 00:45, a 01:00");
  CHECK(merged({once, quarters}, 3) == "b 00:15, a 00:20, b 00:30");
}

TEST_CASE("each source may have so many ticks and no more") {
  const Timing quarters = CronExpr::parse("*/15 * * * *");
  const Timing hours = CronExpr::parse("0 * * * *");
  CHECK(merged({quarters, hours}, 9, 2) == "a 00:15, a 00:30, b 01:00, b 02:00, none");
  CHECK(merged({quarters, hours}, 9, 0) == "none");
}

TEST_CASE("without sources, or after their last tick, there is none") {
  CHECK(merged({}, 1) == "none");
  CHECK(merged({At{*parse_instant("2026-01-01T00:20:00Z")}}, 2) == "a 00:20, none");
  CHECK(merged({At{*parse_instant("2026-01-01T00:00:00Z")}}, 1) == "none");
}
