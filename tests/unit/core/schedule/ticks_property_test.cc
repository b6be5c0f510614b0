// What holds for every expression in every zone; and a sample of the zones suite.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/schedule/ticks.h"
#include "io/host/zone_file.h"
#include "support/all_zones.h"
#include "support/naive_cron.h"
#include "support/random_cron.h"
#include "support/tick_text.h"

using namespace sidetick;
using std::chrono::hours;

namespace {

std::optional<CronExpr> parse_possible(const std::string& cron) {
  try {
    return CronExpr::parse(cron);
  } catch (const CronError& error) {
    if (std::string(error.what()).find("never fire") == std::string::npos) throw;
    return std::nullopt;
  }
}

Instant random_instant(std::mt19937& random) {
  return Instant{hours{random_number(random, 0, 130 * 8766)}} +
         Seconds{random_number(random, 0, 3599)};
}

/// Near one of the zone's changes, if it has any.
Instant telling_instant(const Zone& zone, std::mt19937& random) {
  const auto all = changes(zone);
  if (all.empty()) return random_instant(random);
  const int index = random_number(random, 0, static_cast<int>(all.size()) - 1);
  return all[static_cast<std::size_t>(index)] + Seconds{random_number(random, -7200, 7200)};
}

std::string random_zone(std::mt19937& random) {
  static const std::vector<std::string> names = all_zone_names();
  REQUIRE(names.size() > 300);
  return names[static_cast<std::size_t>(
      random_number(random, 0, static_cast<int>(names.size()) - 1))];
}

}  // namespace

TEST_CASE("random expressions match what a reading of their text matches") {
  const unsigned seed = test_seed();
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int i = 0; i < 300; ++i) {
    const std::string cron = random_cron(random);
    CAPTURE(cron);
    const auto expr = parse_possible(cron);
    NaiveCron naive(cron);
    const WallClock begin{random_instant(random).time_since_epoch()};
    const WallClock end = begin + hours{48};
    MatchingMonth month;
    std::optional<WallClock> next = expr ? expr->next(begin, month) : std::nullopt;
    for (WallClock wall = begin + Seconds{1}; wall < end; wall += Seconds{1}) {
      const bool matches = next == wall;
      if (matches != naive.matches(wall)) {
        FAIL(format_instant(Instant{wall.time_since_epoch()}));
      }
      if (matches) next = expr->next(wall, month);
    }
  }
}

TEST_CASE("ticks ascend, a range is the sum of its parts, and any walk gives the same") {
  const unsigned seed = test_seed();
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int i = 0; i < 500; ++i) {
    const std::string cron = random_cron(random);
    CAPTURE(cron);
    const auto expr = parse_possible(cron);
    if (!expr) continue;
    const Timing timing = *expr;
    const auto zone = find_zone(random_zone(random));
    CAPTURE(zone->name());
    const Instant middle = telling_instant(*zone, random);
    const Instant after = middle - Seconds{random_number(random, 0, 20000)};
    const Instant until = middle + Seconds{random_number(random, 0, 20000)};
    CAPTURE(format_instant(middle));
    const auto all = ticks_between(timing, *zone, after, until);

    CHECK(std::adjacent_find(all.begin(), all.end(), std::greater_equal<>()) == all.end());
    CHECK(std::all_of(all.begin(), all.end(), [&](Instant t) { return t > after && t <= until; }));

    auto parts = ticks_between(timing, *zone, after, middle);
    const auto rest = ticks_between(timing, *zone, middle, until);
    parts.insert(parts.end(), rest.begin(), rest.end());
    CHECK(tick_text(parts, *zone) == tick_text(all, *zone));

    const Instant start =
        after + Seconds{random_number(random, 0, static_cast<int>((until - after).count()))};
    const auto first = std::upper_bound(all.begin(), all.end(), start);
    if (first != all.end()) CHECK(next_tick(timing, *zone, start) == *first);
  }
}

TEST_CASE("a sample of all zones around their changes agrees with a walk over every minute") {
  const unsigned seed = test_seed();
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int i = 0; i < 40; ++i) {
    const auto zone = find_zone(random_zone(random));
    use_c_library_zone(zone->name());
    const Instant instant = telling_instant(*zone, random);
    CHECK(differing_ticks(*zone, instant, instant) == "");
  }
  use_c_library_zone("UTC");
}
