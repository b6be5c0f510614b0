// What check warns of, and from when on.
#include "cli/check_warnings.h"

#include <doctest/doctest.h>

#include "support/loaded_config.h"
#include "support/schedules.h"

using namespace sidetick;
using test::at;

namespace {

/// The warnings of that instant, a line each, without their places.
std::string warnings(const std::string& file, const char* now) {
  Config config = load(file);
  REQUIRE(config.problems.empty());
  add_warnings(config, at(now));
  std::string text;
  for (const Problem& warning : config.warnings) text += warning.text + "\n";
  return text;
}

const std::string calendar = "[calendars.holidays]\ndates = [\"2026-12-24..2026-12-26\"]\n";

}  // namespace

TEST_CASE("a calendar is warned of from 60 days before its last date on") {
  CHECK(warnings(calendar + right, "2026-10-26 23:59") == "");
  CHECK(warnings(calendar + right, "2026-10-27 00:00") ==
        "calendar \"holidays\": its last date, 2026-12-26, is in 60 days: add those that come\n");
  CHECK(warnings(calendar + right, "2026-12-25 12:00") ==
        "calendar \"holidays\": its last date, 2026-12-26, is in 1 day: add those that come\n");
  CHECK(warnings(calendar + right, "2026-12-26 12:00") ==
        "calendar \"holidays\": its last date, 2026-12-26, is today: add those that come\n");
  CHECK(warnings(calendar + right, "2026-12-27 00:00") ==
        "calendar \"holidays\": its last date, 2026-12-26, is past: add those that come\n");
  CHECK(warnings("allow = [\"calendar-ends\"]\n" + calendar + right, "2026-12-27 00:00") == "");
}

TEST_CASE("today is a date of the file's zone") {
  const std::string file = "time_zone = \"Asia/Tokyo\"\n" + calendar + right;
  CHECK(warnings(file, "2026-10-26 14:59") == "");
  CHECK(warnings(file, "2026-10-26 15:00") != "");
}

TEST_CASE("a schedule is warned of once it has no tick that is to come") {
  const std::string file = right + "end = 2026-03-01T09:00:00Z\n";
  CHECK(warnings(file, "2026-03-01 07:59") == "");
  CHECK(warnings(file, "2026-03-01 08:00") ==
        "schedule \"report\": has no tick any more: it does not fire again\n");
}

TEST_CASE("an exclusion of the defaults is idle when it is for all schedules that have it") {
  const auto file = [](const char* defaults, const char* rest) {
    return std::string("[defaults]\nexclude = [\"tue\", \"2026-12-25\"]\n") + defaults +
           "[schedules.mon]\ncron = \"0 9 * * mon\"\nclass = \"A\"\n" + rest;
  };
  const auto of = [&](const char* rest) { return warnings(file("", rest), "2026-03-01 12:00"); };
  const std::string tuesday = "[defaults] exclude \"tue\": excludes no tick\n";
  const std::string christmas = "[defaults] exclude \"2026-12-25\": excludes no tick\n";
  CHECK(of("") == tuesday + christmas);
  CHECK(of("[schedules.fri]\ncron = \"0 9 * * fri\"\nclass = \"A\"\n") == tuesday);
  CHECK(of("[schedules.all]\ncron = \"0 9 * * *\"\nclass = \"A\"\n") == "");
  // It is for others than those that have their own.
  CHECK(of("[schedules.all]\ncron = \"0 9 * * *\"\nclass = \"A\"\nexclude = [\"sun\"]\n") ==
        tuesday + christmas);
  CHECK(warnings(file("allow = [\"idle-exclusion\"]\n", ""), "2026-03-01 12:00") == "");
  CHECK(of("allow = [\"idle-exclusion\"]\n") == "");
  CHECK(of("enabled = false\n") == "schedule \"mon\": is disabled: it never fires\n");
}

TEST_CASE("nobody knows what an exclusion is for while a schedule is wrong") {
  Config config = load(
      "[defaults]\nexclude = [\"tue\"]\n[schedules.mon]\ncron = \"0 9 * * mon\"\nclass = \"A\"\n"
      "[schedules.all]\ncron = \"0 9 * *\"\nclass = \"A\"\n");
  add_warnings(config, at("2026-03-01 12:00"));
  CHECK(config.warnings.empty());
}
