// Wall-clock times of the command line and of `at`, read in a zone.
#include "core/time/local_time.h"

#include <doctest/doctest.h>

#include <string>

#include "io/host/zone_file.h"

using namespace sidetick;

namespace {

std::string instant(const char* wall, const char* zone) {
  return format_instant(instant_of(*find_zone(zone), *parse_wall_clock(wall)));
}

}  // namespace

TEST_CASE("a wall-clock time is read with the offset that holds then") {
  CHECK(instant("2026-01-15T12:00:00", "Europe/Copenhagen") == "2026-01-15T11:00:00Z");
  CHECK(instant("2026-07-15T12:00:00", "Europe/Copenhagen") == "2026-07-15T10:00:00Z");
  CHECK(instant("2026-07-15T12:00:00", "UTC") == "2026-07-15T12:00:00Z");
  CHECK(instant("2026-07-15T12:00:00", "Pacific/Kiritimati") == "2026-07-14T22:00:00Z");
  CHECK(instant("2026-07-15T12:00:00", "Pacific/Pago_Pago") == "2026-07-15T23:00:00Z");
  CHECK(instant("0001-01-02T00:00:00", "UTC") == "0001-01-02T00:00:00Z");
  CHECK(instant("9999-12-31T23:59:59", "UTC") == "9999-12-31T23:59:59Z");
}

TEST_CASE("a time that is skipped is the first instant after the gap") {
  CHECK(instant("2026-03-29T01:59:59", "Europe/Copenhagen") == "2026-03-29T00:59:59Z");
  CHECK(instant("2026-03-29T02:00:00", "Europe/Copenhagen") == "2026-03-29T01:00:00Z");
  CHECK(instant("2026-03-29T02:59:59", "Europe/Copenhagen") == "2026-03-29T01:00:00Z");
  CHECK(instant("2026-03-29T03:00:00", "Europe/Copenhagen") == "2026-03-29T01:00:00Z");
  // A whole day was skipped when Samoa crossed the date line.
  CHECK(instant("2011-12-30T12:00:00", "Pacific/Apia") == "2011-12-30T10:00:00Z");
}

TEST_CASE("a time that occurs twice is the first of the two") {
  CHECK(instant("2026-10-25T02:30:00", "Europe/Copenhagen") == "2026-10-25T00:30:00Z");
  CHECK(instant("2026-10-25T03:00:00", "Europe/Copenhagen") == "2026-10-25T02:00:00Z");
}
