// strftime's letters, against what date(1) prints in the C locale.

#include "core/time/strftime.h"

#include <doctest/doctest.h>

#include "support/schedules.h"

using namespace sidetick;
using test::at;

namespace {

std::string shown(const char* format, const char* instant = "2026-03-29 01:05:09",
                  Seconds offset = Seconds{0}) {
  return format_time(format, at(instant), offset);
}

}  // namespace

TEST_CASE("each letter is what strftime makes of it") {
  CHECK(shown("%Y %y %m %d %e %j") == "2026 26 03 29 29 088");
  CHECK(shown("%H %I %M %S %p") == "01 01 05 09 AM");
  CHECK(shown("%a %A %b %B %u %w") == "Sun Sunday Mar March 7 0");
  CHECK(shown("%G %V") == "2026 13");
  CHECK(shown("%F %T %R") == "2026-03-29 01:05:09 01:05");
  CHECK(shown("%z %:z %s %%") == "+0000 +00:00 1774746309 %");
}

TEST_CASE("twelve-hour clocks have no hour zero") {
  CHECK(shown("%I %p", "2026-01-01 00:00") == "12 AM");
  CHECK(shown("%I %p", "2026-01-01 12:00") == "12 PM");
  CHECK(shown("%I %p", "2026-01-01 23:00") == "11 PM");
}

TEST_CASE("a week belongs to the year of its Thursday") {
  CHECK(shown("%G-W%V-%u", "2021-01-03 00:00") == "2020-W53-7");
  CHECK(shown("%G-W%V-%u", "2018-12-31 00:00") == "2019-W01-1");
  CHECK(shown("%G-W%V-%u", "2024-12-29 00:00") == "2024-W52-7");
}

TEST_CASE("the offset moves the wall clock, and %s stays") {
  const Seconds kolkata = std::chrono::minutes{330};
  CHECK(shown("%F %R %z %:z %s", "2026-03-28 20:00", kolkata) ==
        "2026-03-29 01:30 +0530 +05:30 1774728000");
  CHECK(shown("%F %z", "2026-03-28 01:00", -std::chrono::minutes{210}) == "2026-03-27 -0330");
  CHECK(shown("%z %:z", "1890-01-01 00:00", Seconds{3020}) == "+005020 +00:50:20");
}

TEST_CASE("days and years are padded, %e with a space") {
  CHECK(shown("%d|%e|%j", "2026-01-05 00:00") == "05| 5|005");
  CHECK(shown("%Y|%y|%G|%F", "0007-01-05 00:00") == "0007|07|0007|0007-01-05");
  CHECK(shown("%F", "0001-01-01 00:00", -std::chrono::hours{1}) == "0000-12-31");
  CHECK(shown("%F", "9999-12-31 23:00", std::chrono::hours{1}) == "10000-01-01");
}

TEST_CASE("what is not a letter goes through") {
  CHECK(shown("report-%Y/é\\\"") == "report-2026/é\\\"");
  CHECK(shown("") == "");
}

TEST_CASE("the first directive that is unknown is told") {
  CHECK(unknown_directive("%Y-%m-%d %:z %%Q") == "");
  CHECK(unknown_directive("%Y %Q %L") == "%Q");
  CHECK(unknown_directive("%Y %") == "%");
  CHECK(unknown_directive("%:Y") == "%:Y");
  CHECK(unknown_directive("%-d") == "%-");
  CHECK(unknown_directive("%:") == "%:");
}
