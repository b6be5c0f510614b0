// Instants, wall-clock times and durations as text.
#include "core/time/instant.h"

#include <doctest/doctest.h>

#include <utility>
#include <vector>

#include "core/time/duration.h"

using namespace sidetick;
using std::chrono::hours;

namespace {

std::string read_instant(std::string_view text) {
  const auto instant = parse_instant(text);
  return instant ? format_instant(*instant) : "none";
}

std::string read_wall_clock(std::string_view text) {
  const auto wall = parse_wall_clock(text);
  return wall ? format_instant(Instant{wall->time_since_epoch()}) : "none";
}

std::string read_duration(std::string_view text) {
  const auto duration = parse_duration(text);
  return duration ? std::to_string(duration->count()) : "none";
}

using Rows = std::vector<std::pair<std::string, std::string>>;

}  // namespace

TEST_CASE("an instant is RFC 3339, with a T or a space, with or without seconds") {
  for (const auto& [text, meaning] : Rows{
           {"2026-03-29T01:30:00Z", "2026-03-29T01:30:00Z"},
           {"2026-03-29t01:30:00z", "2026-03-29T01:30:00Z"},
           {"2026-03-29 01:30:00Z", "2026-03-29T01:30:00Z"},
           {"2026-03-29T01:30Z", "2026-03-29T01:30:00Z"},
           {"2026-03-29T01:30:00+0200", "2026-03-28T23:30:00Z"},
           {"2026-03-29T01:30:00+02:00", "2026-03-28T23:30:00Z"},
           {"2026-03-29T01:30:00-05:30", "2026-03-29T07:00:00Z"},
           {"2026-03-29T01:30:00.999999999Z", "2026-03-29T01:30:00Z"},
           {"1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59Z"},
           {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"},
           {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"},
           {"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"},
       }) {
    CAPTURE(text);
    CHECK(read_instant(text) == meaning);
  }
}

TEST_CASE("what is not an instant is none") {
  for (const std::string text : {"",
                                 "now",
                                 "2026",
                                 "2026-03-29",
                                 "2026-03-29T",
                                 "2026-03-29T01:30:00",
                                 "2026-03-29T01Z",
                                 "2026-3-29T01:30:00Z",
                                 "2026-03-29T1:30:00Z",
                                 "2025-02-29T00:00:00Z",
                                 "2026-13-01T00:00:00Z",
                                 "2026-00-01T00:00:00Z",
                                 "2026-01-32T00:00:00Z",
                                 "2026-03-29T24:00:00Z",
                                 "2026-03-29T23:60:00Z",
                                 "2026-03-29T23:59:60Z",
                                 "2026-03-29T01:30:00.Z",
                                 "2026-03-29T01:30.5Z",
                                 "2026-03-29T01:30:00Zz",
                                 "2026-03-29T01:30:00+020",
                                 "2026-03-29T01:30:00+2",
                                 "2026-03-29T01:30:00+24:00",
                                 "2026-03-29T01:30:00+02:60",
                                 "2026-03-29T01:30:00+02",
                                 " 2026-03-29T01:30:00Z",
                                 "2026-03-29  01:30:00Z",
                                 "+2026-03-29T01:30:00Z",
                                 "-001-03-29T01:30:00Z",
                                 "20260329T013000Z",
                                 "0001-01-01T00:00:00+01:00",
                                 "9999-12-31T23:59:59-01:00"}) {
    CAPTURE(text);
    CHECK(read_instant(text) == "none");
  }
}

TEST_CASE("seconds since the epoch are read as they are written, in the years 0001 to 9999") {
  for (const Instant instant : {earliest_instant, Instant{}, latest_instant}) {
    CHECK(parse_epoch(epoch_text(instant)) == instant);
  }
  for (const auto* text : {"", "1774746000.5", "1774746000 ", "2026-03-29T01:00:00Z",
                           "253402300800", "-62135596801"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_epoch(text).has_value());
  }
}

TEST_CASE("a wall-clock time has no offset, and midnight may be left out") {
  for (const auto& [text, meaning] : Rows{
           {"2026-03-29T01:30:00", "2026-03-29T01:30:00Z"},
           {"2026-03-29 01:30", "2026-03-29T01:30:00Z"},
           {"2026-03-29", "2026-03-29T00:00:00Z"},
           {"2026-03-29T01:30:00Z", "none"},
           {"2026-03-29T01:30:00+02:00", "none"},
           {"2026-03-29 ", "none"},
           {"2026-03-29 25:00", "none"},
           {"2026-02-30", "none"},
           {"", "none"},
       }) {
    CAPTURE(text);
    CHECK(read_wall_clock(text) == meaning);
  }
}

TEST_CASE("local time shows its offset, and the offset its seconds when there are any") {
  const Instant instant = *parse_instant("2026-03-29T01:00:00Z");
  CHECK(format_local(instant, hours{2}) == "2026-03-29T03:00:00+02:00");
  CHECK(format_local(instant, Seconds{0}) == "2026-03-29T01:00:00+00:00");
  CHECK(format_local(instant, -Seconds{3600 * 9 + 1800}) == "2026-03-28T15:30:00-09:30");
  CHECK(format_local(instant, Seconds{1172}) == "2026-03-29T01:19:32+00:19:32");
  CHECK(format_local(instant, -Seconds{2670}) == "2026-03-29T00:15:30-00:44:30");
}

TEST_CASE("a duration is numbers with units, the largest unit first") {
  for (const auto& [text, milliseconds] : Rows{
           {"250ms", "250"},
           {"90s", "90000"},
           {"15m", "900000"},
           {"1h30m", "5400000"},
           {"2d", "172800000"},
           {"1w", "604800000"},
           {"1w1d1h1m1s1ms", "694861001"},
           {"0s", "0"},
           {"007s", "7000"},
           {"36525d", "3155760000000"},
           {"", "none"},
           {"0", "none"},
           {"5", "none"},
           {"s", "none"},
           {"-5s", "none"},
           {"+5s", "none"},
           {"1.5h", "none"},
           {"5 m", "none"},
           {"5M", "none"},
           {"5min", "none"},
           {"30m1h", "none"},
           {"1h1h", "none"},
           {"1h30", "none"},
           {"36525d1ms", "none"},
           {"101w99999999d", "none"},
           {"99999999999999999999s", "none"},
           {"9223372036854775808ms", "none"},
       }) {
    CAPTURE(text);
    CHECK(read_duration(text) == milliseconds);
  }
}

TEST_CASE("a duration is written as it is read") {
  for (const std::string text :
       {"0s", "250ms", "1m30s", "1h30m", "1d", "8d", "7d", "21d", "10d1h", "1h1ms", "364d"}) {
    CHECK(format_duration(*parse_duration(text)) == text);
  }
  CHECK(format_duration(*parse_duration("90s")) == "1m30s");
  CHECK(format_duration(*parse_duration("1w1d")) == "8d");
  CHECK(format_duration(Milliseconds{-1500}) == "-1s500ms");
}
