// Which instants a schedule fires at, above all when the clocks change.
#include "core/schedule/ticks.h"

#include <doctest/doctest.h>

#include <chrono>

#include "io/host/zone_file.h"
#include "support/schedules.h"
#include "support/tick_text.h"
#include "support/tzif_text.h"

using namespace sidetick;
using test::at;

namespace {

/// The ticks in (after, until] of a timing, in UTC.
std::string utc_ticks(const Timing& timing, const std::string& after, const std::string& until) {
  const auto utc = Zone::utc();
  return tick_text(ticks_between(timing, *utc, *parse_instant(after), *parse_instant(until)), *utc);
}

std::string before(const Timing& timing, const std::string& instant) {
  auto tick = previous_tick(timing, *Zone::utc(), at(instant));
  return tick ? format_instant(*tick) : "none";
}

std::string before(const char* expression, const std::string& instant) {
  return before(Timing{CronExpr::parse(expression)}, instant);
}

}  // namespace

TEST_CASE("a fixed time that falls in the gap fires at the first instant after it") {
  CHECK(ticks("30 2 * * *", "Europe/Copenhagen", "2026-03-28 00:00", "2026-03-31 00:00") ==
        "2026-03-28 02:30 +01:00, 2026-03-29 03:00 +02:00, 2026-03-30 02:30 +02:00");
  CHECK(ticks("0 2 * * *", "Europe/Copenhagen", "2026-03-28 12:00", "2026-03-29 12:00") ==
        "2026-03-29 03:00 +02:00");
  CHECK(ticks("59 59 2 * * *", "Europe/Copenhagen", "2026-03-28 12:00", "2026-03-29 12:00") ==
        "2026-03-29 03:00 +02:00");
}

TEST_CASE("several fixed times in one gap are one tick, also with one right after the gap") {
  CHECK(ticks("0,15,30,45 2 * * *", "Europe/Copenhagen", "2026-03-28 12:00", "2026-03-29 12:00") ==
        "2026-03-29 03:00 +02:00");
  CHECK(ticks("0,30 2-3 * * *", "Europe/Copenhagen", "2026-03-28 12:00", "2026-03-29 12:00") ==
        "2026-03-29 03:00 +02:00, 2026-03-29 03:30 +02:00");
}

TEST_CASE("a fixed time that occurs twice fires the first time") {
  CHECK(ticks("30 2 * * *", "Europe/Copenhagen", "2026-10-24 00:00", "2026-10-27 00:00") ==
        "2026-10-24 02:30 +02:00, 2026-10-25 02:30 +02:00, 2026-10-26 02:30 +01:00");
  CHECK(ticks("0,59 2,3 * * *", "Europe/Copenhagen", "2026-10-25 00:00", "2026-10-25 12:00") ==
        "2026-10-25 02:00 +02:00, 2026-10-25 02:59 +02:00, 2026-10-25 03:00 +01:00, "
        "2026-10-25 03:59 +01:00");
}

TEST_CASE("elapsed time: nothing in the gap, and both passes of a repeated hour") {
  CHECK(ticks("*/30 * * * *", "Europe/Copenhagen", "2026-03-29 01:00", "2026-03-29 04:00") ==
        "2026-03-29 01:30 +01:00, 2026-03-29 03:00 +02:00, 2026-03-29 03:30 +02:00, "
        "2026-03-29 04:00 +02:00");
  CHECK(ticks("*/30 2 * * *", "Europe/Copenhagen", "2026-03-29 00:00", "2026-03-30 12:00") ==
        "2026-03-30 02:00 +02:00, 2026-03-30 02:30 +02:00");
  CHECK(ticks("*/30 2 * * *", "Europe/Copenhagen", "2026-10-25 00:00", "2026-10-26 00:00") ==
        "2026-10-25 02:00 +02:00, 2026-10-25 02:30 +02:00, 2026-10-25 02:00 +01:00, "
        "2026-10-25 02:30 +01:00");
  CHECK(ticks("15 */2 * * *", "Europe/Copenhagen", "2026-10-25 00:00", "2026-10-25 05:00") ==
        "2026-10-25 00:15 +02:00, 2026-10-25 02:15 +02:00, 2026-10-25 02:15 +01:00, "
        "2026-10-25 04:15 +01:00");
}

TEST_CASE("the seconds field has no say in which kind a schedule is") {
  CHECK(ticks("*/30 30 2 * * *", "Europe/Copenhagen", "2026-10-25 00:00", "2026-10-25 12:00") ==
        "2026-10-25 02:30 +02:00, 2026-10-25 02:30:30 +02:00");
  CHECK(ticks("*/30 30 2 * * *", "Europe/Copenhagen", "2026-03-29 00:00", "2026-03-29 12:00") ==
        "2026-03-29 03:00 +02:00");
  CHECK(ticks("0,30 30 */2 * * *", "Europe/Copenhagen", "2026-10-25 01:00", "2026-10-25 03:00") ==
        "2026-10-25 02:30 +02:00, 2026-10-25 02:30:30 +02:00, 2026-10-25 02:30 +01:00, "
        "2026-10-25 02:30:30 +01:00");
}

TEST_CASE("a walk that begins within the second pass of an hour repeats nothing") {
  const auto zone = find_zone("Europe/Copenhagen");
  const Timing fixed = CronExpr::parse("0,20,40 2 * * *");
  const Timing elapsed = CronExpr::parse("*/20 2 * * *");
  const auto first = [&](const Timing& timing, const std::string& after) {
    return tick_text(*next_tick(timing, *zone, *parse_instant(after)), *zone);
  };
  // 00:00Z-01:00Z is the first pass of 02:00-03:00, 01:00Z-02:00Z the second
  CHECK(first(fixed, "2026-10-25T00:30:00Z") == "2026-10-25 02:40 +02:00");
  CHECK(first(fixed, "2026-10-25T00:59:59Z") == "2026-10-26 02:00 +01:00");
  CHECK(first(fixed, "2026-10-25T01:00:00Z") == "2026-10-26 02:00 +01:00");
  CHECK(first(fixed, "2026-10-25T01:10:00Z") == "2026-10-26 02:00 +01:00");
  CHECK(first(elapsed, "2026-10-25T00:59:59Z") == "2026-10-25 02:00 +01:00");
  CHECK(first(elapsed, "2026-10-25T01:10:00Z") == "2026-10-25 02:20 +01:00");
  // before, at and after the instant that ends the gap
  CHECK(first(fixed, "2026-03-29T00:59:59Z") == "2026-03-29 03:00 +02:00");
  CHECK(first(fixed, "2026-03-29T01:00:00Z") == "2026-03-30 02:00 +02:00");
}

TEST_CASE("midnight that does not exist is the first instant of its day") {
  CHECK(ticks("@daily", "America/Santiago", "2026-09-05 12:00", "2026-09-07 12:00") ==
        "2026-09-06 01:00 -03:00, 2026-09-07 00:00 -03:00");
  CHECK(ticks("@hourly", "America/Santiago", "2026-09-05 22:00", "2026-09-06 03:00") ==
        "2026-09-05 23:00 -04:00, 2026-09-06 01:00 -03:00, 2026-09-06 02:00 -03:00, "
        "2026-09-06 03:00 -03:00");
}

TEST_CASE("midnight that occurs twice is the first") {
  // Havana falls back from 01:00 to 00:00
  CHECK(ticks("0 0 * * *", "America/Havana", "2024-11-02 12:00", "2024-11-04 12:00") ==
        "2024-11-03 00:00 -04:00, 2024-11-04 00:00 -05:00");
}

TEST_CASE("a day that was left out fires once, at the beginning of the next") {
  CHECK(ticks("0 9 30 12 *", "Pacific/Apia", "2011-01-01 00:00", "2012-12-31 00:00") ==
        "2011-12-31 00:00 +14:00, 2012-12-30 09:00 +14:00");
  CHECK(ticks("0 9 * * *", "Pacific/Apia", "2011-12-28 12:00", "2011-12-31 12:00") ==
        "2011-12-29 09:00 -10:00, 2011-12-31 00:00 +14:00, 2011-12-31 09:00 +14:00");
  CHECK(ticks("0 */12 * * *", "Pacific/Apia", "2011-12-29 11:00", "2011-12-31 13:00") ==
        "2011-12-29 12:00 -10:00, 2011-12-31 00:00 +14:00, 2011-12-31 12:00 +14:00");
  CHECK(ticks("30 6 * * *", "Pacific/Kwajalein", "1993-08-20 00:00", "1993-08-23 00:00") ==
        "1993-08-20 06:30 -12:00, 1993-08-22 00:00 +12:00, 1993-08-22 06:30 +12:00");
}

TEST_CASE("offsets with seconds") {
  // Monrovia went from -00:44:30 to +00:00 at midnight, 7 January 1972
  CHECK(ticks("*/15 * * * *", "Africa/Monrovia", "1972-01-06 23:30", "1972-01-07 01:00") ==
        "1972-01-06 23:45 -00:44:30, 1972-01-07 00:45 +00:00, 1972-01-07 01:00 +00:00");
  CHECK(ticks("15 0 * * *", "Africa/Monrovia", "1972-01-05 12:00", "1972-01-08 12:00") ==
        "1972-01-06 00:15 -00:44:30, 1972-01-07 00:44:30 +00:00, 1972-01-08 00:15 +00:00");
}

TEST_CASE("half an hour, negative summer time, Ramadan") {
  CHECK(ticks("15 2 * * *", "Australia/Lord_Howe", "2026-10-03 12:00", "2026-10-05 12:00") ==
        "2026-10-04 02:30 +11:00, 2026-10-05 02:15 +11:00");
  CHECK(ticks("*/15 1 * * *", "Australia/Lord_Howe", "2026-04-05 00:00", "2026-04-05 12:00") ==
        "2026-04-05 01:00 +11:00, 2026-04-05 01:15 +11:00, 2026-04-05 01:30 +11:00, "
        "2026-04-05 01:45 +11:00, 2026-04-05 01:30 +10:30, 2026-04-05 01:45 +10:30");
  CHECK(ticks("30 1 * * *", "Europe/Dublin", "2026-03-28 12:00", "2026-03-30 12:00") ==
        "2026-03-29 02:00 +01:00, 2026-03-30 01:30 +01:00");
  CHECK(ticks("30 2 * * *", "Africa/Casablanca", "2026-02-14 12:00", "2026-02-16 12:00") ==
        "2026-02-15 02:30 +01:00, 2026-02-16 02:30 +00:00");
  CHECK(ticks("30 2 * * *", "Africa/Casablanca", "2026-03-21 12:00", "2026-03-23 12:00") ==
        "2026-03-22 03:00 +01:00, 2026-03-23 02:30 +01:00");
}

TEST_CASE("the rule of a zone file holds for ever") {
  TzifText text;
  text.types = {{3600}};
  text.footer = "CET-1CEST,M3.5.0,M10.5.0/3";
  const auto zone = Zone::from_tzif("Test/Zone", text.bytes());
  const Timing sundays = CronExpr::parse("30 2 * 3 sunL");
  CHECK(tick_text(*next_tick(sundays, *zone, *parse_instant("2099-01-01T00:00:00Z")), *zone) ==
        "2099-03-29 03:00 +02:00");
  CHECK(tick_text(*next_tick(sundays, *zone, *parse_instant("9999-01-01T00:00:00Z")), *zone) ==
        "9999-03-28 03:00 +02:00");
}

TEST_CASE("two changes close together, the second back into the first one's gap") {
  // At noon UTC of 1 June 2026 an hour is skipped, and ten minutes later given back.
  const long long noon = parse_instant("2026-06-01T12:00:00Z")->time_since_epoch().count();
  TzifText text;
  text.types = {{0}, {3600}};
  text.changes = {{noon, 1}, {noon + 600, 0}};
  const auto zone = Zone::from_tzif("Test/Zone", text.bytes());
  const auto list = [&](const char* cron) {
    const Timing timing = CronExpr::parse(cron);
    return tick_text(ticks_between(timing, *zone, *parse_instant("2026-06-01T11:50:00Z"),
                                   *parse_instant("2026-06-01T13:45:00Z")),
                     *zone);
  };
  // 12:05 and 12:30 were skipped at noon: they fire there, and not again when they come after all.
  CHECK(list("5,30 12,13 * * *") ==
        "2026-06-01 13:00 +01:00, 2026-06-01 13:05 +01:00, 2026-06-01 13:30 +00:00");
  CHECK(list("*/20 * * * *") ==
        "2026-06-01 13:00 +01:00, 2026-06-01 12:20 +00:00, 2026-06-01 12:40 +00:00, "
        "2026-06-01 13:00 +00:00, 2026-06-01 13:20 +00:00, 2026-06-01 13:40 +00:00");
}

TEST_CASE("a schedule whose times never exist ends, and soon") {
  const auto zone = find_zone("Europe/Copenhagen");
  const Timing never = CronExpr::parse("*/5 2 * 3 sunL");
  const auto begin = std::chrono::steady_clock::now();
  CHECK_FALSE(next_tick(never, *zone, *parse_instant("2026-01-01T00:00:00Z")));
  // 0.1 ms without sanitizers; a walk to the year 9999 would take 20 times as long.
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::milliseconds{100});
  // Before 1980 there was no summer time: the configuration must ask from the present on.
  CHECK(next_tick(never, *zone, *parse_instant("1960-01-01T00:00:00Z")));
  // A fixed time always has its tick after the gap.
  const Timing fixed = CronExpr::parse("5 2 * 3 sunL");
  CHECK(tick_text(*next_tick(fixed, *zone, *parse_instant("2026-01-01T00:00:00Z")), *zone) ==
        "2026-03-29 03:00 +02:00");
}

TEST_CASE("every: anchored, also before the anchor") {
  const Instant epoch{};
  CHECK(utc_ticks(Every{Seconds{2700}, epoch}, "2026-01-01T00:00:00Z", "2026-01-01T02:00:00Z") ==
        "2026-01-01 00:45 +00:00, 2026-01-01 01:30 +00:00");
  const Every anchored{std::chrono::hours{24}, *parse_instant("2026-01-10T06:30:00Z")};
  CHECK(utc_ticks(anchored, "2026-01-08T06:30:00Z", "2026-01-11T06:30:00Z") ==
        "2026-01-09 06:30 +00:00, 2026-01-10 06:30 +00:00, 2026-01-11 06:30 +00:00");
  CHECK(utc_ticks(Every{Seconds{1}, epoch}, "1969-12-31T23:59:58Z", "1970-01-01T00:00:01Z") ==
        "1969-12-31 23:59:59 +00:00, 1970-01-01 00:00 +00:00, 1970-01-01 00:00:01 +00:00");
  CHECK(utc_ticks(Every{std::chrono::hours{24 * 7}, epoch}, "1969-12-01T00:00:00Z",
                  "1969-12-31T00:00:00Z") ==
        "1969-12-04 00:00 +00:00, 1969-12-11 00:00 +00:00, 1969-12-18 00:00 +00:00, "
        "1969-12-25 00:00 +00:00");
}

TEST_CASE("at: once, and only after it has not passed") {
  const At at{*parse_instant("2026-12-31T23:59:00Z")};
  CHECK(utc_ticks(at, "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z") == "2026-12-31 23:59 +00:00");
  CHECK(utc_ticks(at, "2026-12-31T23:58:59Z", "2026-12-31T23:59:00Z") == "2026-12-31 23:59 +00:00");
  CHECK(utc_ticks(at, "2026-12-31T23:59:00Z", "2027-01-01T00:00:00Z") == "");
  CHECK(utc_ticks(at, "2026-01-01T00:00:00Z", "2026-12-31T23:58:59Z") == "");
}

TEST_CASE("at the ends of time there are no more ticks") {
  const auto zone = find_zone("Pacific/Auckland");
  const Timing minutely = CronExpr::parse("* * * * *");
  const Timing nine = CronExpr::parse("0 9 * * *");
  for (const Timing& timing : {minutely, nine, Timing{Every{Seconds{3600}, Instant{}}}}) {
    CHECK_FALSE(next_tick(timing, *zone, latest_instant));
    CHECK(next_tick(timing, *zone, earliest_instant));
  }
  CHECK(format_instant(*next_tick(nine, *Zone::utc(), *parse_instant("9999-12-30T09:00:00Z"))) ==
        "9999-12-31T09:00:00Z");
  CHECK_FALSE(next_tick(nine, *Zone::utc(), *parse_instant("9999-12-31T09:00:00Z")));
}

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
