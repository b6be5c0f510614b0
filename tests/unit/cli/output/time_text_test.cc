// Instants and lengths as people read them.
#include "cli/output/time_text.h"

#include <doctest/doctest.h>

#include <string>

#include "core/time/duration.h"
#include "io/host/zone_file.h"

using namespace sidetick;

namespace {

std::string text(const char* instant, const char* zone) {
  return time_text(*parse_instant(instant), *find_zone(zone));
}

std::string distance(const char* instant, const char* now) {
  return distance_text(*parse_instant(instant), *parse_instant(now));
}

std::string length(const char* duration) {
  return length_text(*parse_duration(duration));
}

}  // namespace

TEST_CASE("a time is shown on the wall clock of its zone, and in UTC beside it") {
  CHECK(text("2026-11-30T03:30:00Z", "Asia/Kolkata") == "Mon 2026-11-30 09:00 +05:30 (03:30 UTC)");
  CHECK(text("2026-11-30T03:30:07Z", "Asia/Kolkata") ==
        "Mon 2026-11-30 09:00:07 +05:30 (03:30:07 UTC)");
  CHECK(text("2026-11-30T14:00:00Z", "America/New_York") ==
        "Mon 2026-11-30 09:00 -05:00 (14:00 UTC)");
}

TEST_CASE("the day of the week stands beside UTC where it is another") {
  CHECK(text("2026-11-29T20:30:00Z", "Asia/Kolkata") ==
        "Mon 2026-11-30 02:00 +05:30 (Sun 20:30 UTC)");
  CHECK(text("2026-11-30T01:00:00Z", "America/New_York") ==
        "Sun 2026-11-29 20:00 -05:00 (Mon 01:00 UTC)");
}

TEST_CASE("a zone without an offset is UTC") {
  CHECK(text("2026-11-30T03:30:00Z", "UTC") == "Mon 2026-11-30 03:30 UTC");
  CHECK(text("2026-11-30T03:30:00Z", "Europe/London") == "Mon 2026-11-30 03:30 UTC");
  CHECK(text("2026-06-30T03:30:00Z", "Europe/London") == "Tue 2026-06-30 04:30 +01:00 (03:30 UTC)");
}

TEST_CASE("a length has its two largest units") {
  CHECK(length("0s") == "0 s");
  CHECK(length("240ms") == "240 ms");
  CHECK(length("1s999ms") == "1 s");
  CHECK(length("26s") == "26 s");
  CHECK(length("5m12s") == "5 min 12 s");
  CHECK(length("5h26s") == "5 h");
  CHECK(length("3h42m59s") == "3 h 42 min");
  CHECK(length("41h27m") == "1 d 17 h");
  CHECK(length("2d30m") == "2 d");
  CHECK(length("400d5h") == "1 y 35 d");
  CHECK(length("365d5h") == "1 y");
}

TEST_CASE("a distance is before now or after it") {
  CHECK(distance("2026-11-30T09:00:00Z", "2026-11-29T14:00:00Z") == "in 19 h");
  CHECK(distance("2026-11-29T13:59:34Z", "2026-11-29T14:00:00Z") == "26 s ago");
  CHECK(distance("2026-11-29T14:00:00Z", "2026-11-29T14:00:00Z") == "now");
}
