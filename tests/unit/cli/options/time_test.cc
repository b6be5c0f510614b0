// Times as they are typed on the command line.
#include "cli/options/time.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/error.h"
#include "io/host/zone_file.h"

using namespace sidetick;

namespace {

const Instant now = *parse_instant("2026-03-29T20:15:00Z");

/// What is read of `text` in the zone, or the message that refuses it.
std::string read(const std::string& text, const std::string& zone = "UTC") {
  try {
    return format_instant(parse_time_option("--from", text, *find_zone(zone), now));
  } catch (const Error& error) {
    CHECK(error.exit == Exit::usage);
    return error.what();
  }
}

}  // namespace

TEST_CASE("a time is RFC 3339, with an offset as date(1) prints it too") {
  CHECK(read("2026-11-25T10:00:00Z") == "2026-11-25T10:00:00Z");
  CHECK(read("2026-11-25T10:00:00+01:00") == "2026-11-25T09:00:00Z");
  CHECK(read("2026-11-25T10:00:00+0100") == "2026-11-25T09:00:00Z");
  CHECK(read("2026-11-25T10:00:00-0530") == "2026-11-25T15:30:00Z");
}

TEST_CASE("a time without an offset is of the zone that is asked for") {
  CHECK(read("2026-11-25T10:00", "Asia/Kolkata") == "2026-11-25T04:30:00Z");
}

TEST_CASE("a distance from now is signed, or ago") {
  CHECK(read("-2h") == "2026-03-29T18:15:00Z");
  CHECK(read("2h ago") == "2026-03-29T18:15:00Z");
  CHECK(read("1d2h ago") == "2026-03-28T18:15:00Z");
  CHECK(read("+30d") == "2026-04-28T20:15:00Z");
}

TEST_CASE("today and yesterday begin at midnight of the zone that is asked for") {
  CHECK(read("today") == "2026-03-29T00:00:00Z");
  CHECK(read("yesterday") == "2026-03-28T00:00:00Z");
  // It is the 30th there; on the 29th the clock of Berlin went forward.
  CHECK(read("today", "Asia/Kolkata") == "2026-03-29T18:30:00Z");
  CHECK(read("today", "Europe/Berlin") == "2026-03-28T23:00:00Z");
  CHECK(read("yesterday", "Europe/Berlin") == "2026-03-27T23:00:00Z");
}

TEST_CASE("an instant may be given in seconds since the epoch") {
  CHECK(read("@1795000000") == "2026-11-18T11:06:40Z");
  CHECK(read("@-1") == "1969-12-31T23:59:59Z");
}

TEST_CASE("what is no time is refused with what is one") {
  CHECK(read("3d") == "--from \"3d\": is not a time: write -3d or +3d");
  for (const char* text : {"", "ago", "2 ago", "-2h ago", "@", "@1.5", "@12345678901234", "todays",
                           "2026-11-25T10:00:00+1", "2026-11-25T10:00:00+01:"}) {
    CAPTURE(text);
    CHECK(read(text).find("is not a time: write 2026-03-29T01:30:00Z, a local time") !=
          std::string::npos);
  }
}
