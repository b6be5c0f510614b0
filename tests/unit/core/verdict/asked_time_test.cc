// Which instants a wall-clock time stands for: one, two, or none.
#include "core/verdict/asked_time.h"

#include <doctest/doctest.h>

#include <string>

#include "io/host/zone_file.h"

using namespace sidetick;

namespace {

/// "2026-10-25T00:30:00Z, …"; "gap, at …" for a time that no wall clock shows.
std::string stands_for(const char* wall, const char* zone) {
  std::string text;
  for (const auto& time : asked_times(*find_zone(zone), *parse_wall_clock(wall))) {
    text += text.empty() ? "" : ", ";
    text += (time.skipped ? "gap, at " : "") + format_instant(time.at);
  }
  return text;
}

}  // namespace

TEST_CASE("a wall clock shows a time once, in a repeated hour twice, in a gap never") {
  CHECK(stands_for("2026-01-15T12:00:00", "UTC") == "2026-01-15T12:00:00Z");
  CHECK(stands_for("2026-03-29T01:59:59", "Europe/Copenhagen") == "2026-03-29T00:59:59Z");
  CHECK(stands_for("2026-03-29T02:00:00", "Europe/Copenhagen") == "gap, at 2026-03-29T01:00:00Z");
  CHECK(stands_for("2026-03-29T02:59:59", "Europe/Copenhagen") == "gap, at 2026-03-29T01:00:00Z");
  CHECK(stands_for("2026-03-29T03:00:00", "Europe/Copenhagen") == "2026-03-29T01:00:00Z");
  CHECK(stands_for("2026-10-25T02:30:00", "Europe/Copenhagen") ==
        "2026-10-25T00:30:00Z, 2026-10-25T01:30:00Z");
  CHECK(stands_for("2026-10-25T03:00:00", "Europe/Copenhagen") == "2026-10-25T02:00:00Z");
  CHECK(stands_for("2026-04-05T01:45:00", "Australia/Lord_Howe") ==
        "2026-04-04T14:45:00Z, 2026-04-04T15:15:00Z");
  // A day that was left out.
  CHECK(stands_for("2011-12-30T12:00:00", "Pacific/Apia") == "gap, at 2011-12-30T10:00:00Z");
  CHECK(stands_for("9999-12-31T23:59:59", "UTC") == "9999-12-31T23:59:59Z");
}
