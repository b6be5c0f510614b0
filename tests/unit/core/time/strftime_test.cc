// strftime's letters, against what date(1) prints in the C locale.

#include "core/time/strftime.h"

#include <doctest/doctest.h>

#include <array>
#include <ctime>

#include "support/random_cron.h"
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
  CHECK(shown("%C %g %h %D %U %W") == "20 26 Mar 03/29/26 13 12");
  CHECK(shown("%k|%l|%P", "2026-03-29 13:05:09") == "13| 1|pm");
  CHECK(shown("%k|%l|%P") == " 1| 1|am");
  CHECK(shown("a%nb%tc") == "a\nb\tc");
}

TEST_CASE("each letter of the message is taken, and is what the C library makes of the C locale") {
  const unsigned seed = test_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  // From 1000-01-01 on: before, the library does not pad years.
  std::uniform_int_distribution<std::int64_t> seconds(-30610224000, 253402300799);
  std::string rest(time_format_letters);
  for (std::size_t at = 0; at < rest.size(); at = rest.find_first_not_of(' ', rest.find(' ', at))) {
    const std::string directive = rest.substr(at, rest.find(' ', at) - at);
    CAPTURE(directive);
    REQUIRE(unknown_directive(directive).empty());
    // The library's %s reads the zone of the process, and it has no %:z.
    if (directive == "%s" || directive == "%:z") continue;
    for (int i = 0; i < 300; ++i) {
      const std::time_t time = seconds(random);
      std::tm utc{};
      REQUIRE(gmtime_r(&time, &utc) != nullptr);
      std::array<char, 64> expected{};
      REQUIRE(std::strftime(expected.data(), expected.size(), directive.c_str(), &utc) > 0);
      CAPTURE(time);
      REQUIRE(format_time(directive, Instant{Seconds{time}}, Seconds{0}) == expected.data());
    }
    if (rest.find(' ', at) == std::string::npos) break;
  }
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
  CHECK(unknown_directive("%-d") == "%-d");
  CHECK(unknown_directive("%_5Y") == "%_5Y");
  CHECK(unknown_directive("%Ey") == "%Ey");
  CHECK(unknown_directive("%-") == "%-");
  CHECK(unknown_directive("%-\xc3\xa9") == "%-");
  CHECK(unknown_directive("%:") == "%:");
}

TEST_CASE("what is not taken is answered with what is") {
  CHECK(directive_problem("%c") == "\"%c\" depends on the locale: write %F %T");
  CHECK(directive_problem("%r") == "\"%r\" depends on the locale: write %I:%M:%S %p");
  CHECK(directive_problem("%Z") == "\"%Z\" is an abbreviation, which many zones share: write %z");
  CHECK(directive_problem("%-d") ==
        "\"%-d\" has a flag, a width or a modifier of the C library: write %d");
  CHECK(directive_problem("%Ey") ==
        "\"%Ey\" has a flag, a width or a modifier of the C library: write %y");
  CHECK(unknown_directive("%€Y") == "%€");
  CHECK(unknown_directive("\xe2%\xe2Y") == "%\xe2");
  CHECK(unknown_directive("%") == "%");
  CHECK(directive_problem("%€").starts_with("unknown letter \"%€\": there are %Y %C "));
  CHECK(directive_problem("%:Y").starts_with("unknown letter \"%:Y\": there are %Y %C "));
}
