// From when to when a page goes, and which ticks are on it.
#include "cli/page_range.h"

#include <doctest/doctest.h>

#include <string>

#include "core/error.h"
#include "io/host/zone_file.h"

using namespace sidetick;

namespace {

Options typed(const char* from, const char* to) {
  Options options;
  options.from = from;
  options.to = to;
  return options;
}

/// The axis, and in brackets the first and last seconds whose ticks are on it.
std::string range(const char* from, const char* to, const char* now = "2026-03-29T12:00:00Z") {
  const PageRange found =
      page_range(typed(from, to), *find_zone("Europe/Copenhagen"), *parse_instant(now));
  return format_instant(found.begin) + " " + format_instant(found.end) + " [" +
         format_instant(found.after + Seconds{1}).substr(11, 8) + " " +
         format_instant(found.until).substr(11, 8) + "]";
}

std::string refusal(const char* from, const char* to) {
  try {
    return range(from, to);
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("a page without --from and --to is the day of its zone, with the ticks of its midnight") {
  CHECK(range("", "", "2026-11-29T12:00:00Z") ==
        "2026-11-28T23:00:00Z 2026-11-29T23:00:00Z [23:00:00 22:59:59]");
  CHECK(range("", "", "2026-11-29T23:00:00Z") ==
        "2026-11-29T23:00:00Z 2026-11-30T23:00:00Z [23:00:00 22:59:59]");
  // 23 and 25 hours.
  CHECK(range("", "") == "2026-03-28T23:00:00Z 2026-03-29T22:00:00Z [23:00:00 21:59:59]");
  CHECK(range("", "", "2026-10-25T12:00:00Z") ==
        "2026-10-24T22:00:00Z 2026-10-25T23:00:00Z [22:00:00 22:59:59]");
}

TEST_CASE("what is given holds as for the other formats: after --from, up to --to") {
  CHECK(range("2026-03-29", "2026-03-30") ==
        "2026-03-28T23:00:00Z 2026-03-29T22:00:00Z [23:00:01 22:00:00]");
  CHECK(range("2026-03-28T09:00", "") ==
        "2026-03-28T08:00:00Z 2026-03-29T07:00:00Z [08:00:01 07:00:00]");
  CHECK(range("", "+2h") == "2026-03-29T12:00:00Z 2026-03-29T14:00:00Z [12:00:01 14:00:00]");
}

TEST_CASE("a page is at most eight days, of the wall clock or of 24 hours") {
  CHECK(range("2026-10-20", "2026-10-28").starts_with("2026-10-19T22:00:00Z 2026-10-27T23:00:00Z"));
  CHECK(range("-4d", "+4d").starts_with("2026-03-25T12:00:00Z 2026-04-02T12:00:00Z"));
  CHECK(refusal("2026-10-20", "2026-10-28T00:00:01") ==
        "--to 2026-10-27T23:00:01Z: is more than 8 days after --from 2026-10-19T22:00:00Z: a page "
        "shows at most 8; text and json have no limit");
  CHECK(refusal("now", "now") ==
        "--to 2026-03-29T12:00:00Z: is not after --from 2026-03-29T12:00:00Z: a page needs time "
        "between them");
  CHECK(refusal("now", "-1h").find("is not after") != std::string::npos);
}

TEST_CASE("a page ends where time does") {
  CHECK(range("9999-12-31T12:00:00Z", "") ==
        "9999-12-31T12:00:00Z 9999-12-31T23:59:59Z [12:00:01 23:59:59]");
}
