// The tick before, against the ticks walked forwards.

#include "core/schedule/previous_tick.h"

#include <doctest/doctest.h>

#include "support/schedules.h"

using namespace sidetick;
using test::at;

namespace {

std::string before(const Timing& timing, const std::string& instant) {
  auto tick = previous_tick(timing, *Zone::utc(), at(instant));
  return tick ? format_instant(*tick) : "none";
}

std::string before(const char* expression, const std::string& instant) {
  return before(Timing{CronExpr::parse(expression)}, instant);
}

}  // namespace

TEST_CASE("the tick before is earlier than the instant, however far back it is") {
  CHECK(before("* * * * *", "2026-03-29 01:00") == "2026-03-29T00:59:00Z");
  CHECK(before("* * * * *", "2026-03-29 01:00:01") == "2026-03-29T01:00:00Z");
  CHECK(before("* * * * * *", "2026-03-29 01:00:01") == "2026-03-29T01:00:00Z");
  CHECK(before("0 9 * * mon-fri", "2026-03-30 09:00") == "2026-03-27T09:00:00Z");
  CHECK(before("* * * 1 *", "2026-03-29 01:00") == "2026-01-31T23:59:00Z");
  CHECK(before("0 0 29 2 *", "2104-02-28 00:00") == "2096-02-29T00:00:00Z");
  CHECK(before("0 0 29 2 1", "2026-03-29 01:00") == "2026-02-23T00:00:00Z");
}

TEST_CASE("every and at have a tick before too, and at only after its own") {
  using std::chrono::minutes;
  CHECK(before(Every{minutes{45}, Instant{}}, "1970-01-01 01:00") == "1970-01-01T00:45:00Z");
  CHECK(before(Every{minutes{45}, Instant{}}, "1970-01-01 00:45") == "1970-01-01T00:00:00Z");
  CHECK(before(Every{minutes{45}, Instant{}}, "1969-12-31 23:00") == "1969-12-31T22:30:00Z");
  CHECK(before(At{at("2026-03-29 01:00")}, "2026-03-29 01:00") == "none");
  CHECK(before(At{at("2026-03-29 01:00")}, "2026-03-29 01:00:01") == "2026-03-29T01:00:00Z");
  CHECK(before(At{at("2026-03-29 01:00")}, "9999-12-31 23:59") == "2026-03-29T01:00:00Z");
}

TEST_CASE("at the beginning of time there is none") {
  CHECK(before("0 0 1 1 *", "0001-01-01 00:00") == "none");
  CHECK(before("0 0 2 1 *", "0001-01-01 00:01") == "none");
}

TEST_CASE("each tick of a walk forwards is the one before the next") {
  for (const char* expression :
       {"*/7 * * * *", "30 2 * * *", "0 0 L * *", "5 4-6,22 1,15 */5 fri", "15 30 3 * * sun"}) {
    const Timing timing = CronExpr::parse(expression);
    const auto ticks =
        ticks_between(timing, *Zone::utc(), at("2026-01-01 00:00"), at("2026-12-31 00:00"));
    REQUIRE(ticks.size() > 2);
    for (std::size_t i = 1; i < ticks.size(); i += ticks.size() / 3) {
      CAPTURE(expression);
      CHECK(previous_tick(timing, *Zone::utc(), ticks[i]) == ticks[i - 1]);
      CHECK(previous_tick(timing, *Zone::utc(), ticks[i] - Seconds{1}) ==
            (ticks[i] - Seconds{1} == ticks[i - 1] ? ticks[i - 2] : ticks[i - 1]));
    }
  }
}
