// The zone of a host: $TZ as tzset(3) reads it, /etc/localtime, and what a zone is called.
#include "io/host/system_zone.h"

#include <doctest/doctest.h>

#include <stdexcept>

#include "io/host/zone_file.h"
#include "support/environment.h"
#include "support/zone_folder.h"

using namespace sidetick;
using test::bytes_of_offset;
using test::Variable;
using test::ZoneFolder;

namespace {

namespace fs = std::filesystem;

/// "Europe/Copenhagen +01:00 +02:00": the name, and the offsets of a January and a July.
std::string shown(const Zone& zone) {
  std::string text = zone.name();
  for (const char* time : {"2026-01-01T00:00:00Z", "2026-07-01T00:00:00Z"}) {
    const Instant at = *parse_instant(time);
    text += " " + format_local(at, zone.period(at).offset).substr(19);
  }
  return text;
}

std::string zone_of(const HostZone& host) {
  try {
    return shown(*read_host_zone(host));
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
}

std::string zone_of_variable(const std::string& value) {
  return zone_of({value, "/nonexistent/localtime", "/nonexistent/timezone"});
}

const std::string remedy =
    ": write a name such as \"Europe/Copenhagen\", the path of a file, or a rule such as "
    "\"CET-1CEST,M3.5.0,M10.5.0/3\"; unset it for the zone of /etc/localtime";

/// A host whose zones are a folder of ours, with two files that decide.
struct Host {
  Host() {
    zones.add("zoneinfo/Here/East", bytes_of_offset(3600));
    zones.add("zoneinfo/Here/Odd", bytes_of_offset(3601));
  }

  void link(const std::string& name) const {
    fs::create_symlink(zones.path / "zoneinfo" / name, zones.path / "localtime");
  }
  void copy(const std::string& bytes) const { zones.add("localtime", bytes); }
  void name(const std::string& text) const { zones.add("timezone", text); }

  std::string zone() const {
    return zone_of({std::nullopt, zones.path / "localtime", zones.path / "timezone"});
  }

  ZoneFolder zones;
  Variable folder{"TZDIR", zones.path / "zoneinfo"};
};

}  // namespace

TEST_CASE("$TZ names a file, with a colon before it or without") {
  const std::string files = "/usr/share/zoneinfo/";
  CHECK(zone_of_variable("Asia/Kathmandu") == "Asia/Kathmandu +05:45 +05:45");
  CHECK(zone_of_variable(":Asia/Kathmandu") == "Asia/Kathmandu +05:45 +05:45");
  CHECK(zone_of_variable(files + "Europe/Paris") == "Europe/Paris +01:00 +02:00");
  CHECK(zone_of_variable(":" + files + "Europe/Paris") == "Europe/Paris +01:00 +02:00");
  CHECK(zone_of_variable("Etc/UTC") == "Etc/UTC +00:00 +00:00");
}

TEST_CASE("an empty $TZ is UTC") {
  CHECK(zone_of_variable("") == "UTC +00:00 +00:00");
  CHECK(zone_of_variable(":") == "UTC +00:00 +00:00");
}

TEST_CASE("$TZ may be a rule, which has no name unless it is one offset") {
  CHECK(zone_of_variable("CET-1CEST,M3.5.0,M10.5.0/3") == "system +01:00 +02:00");
  CHECK(zone_of_variable(":CET-1CEST,M3.5.0,M10.5.0/3") == "system +01:00 +02:00");
  CHECK(zone_of_variable("<-03>3<-02>,M3.5.0/-2,M10.5.0/-1") == "system -03:00 -02:00");
  CHECK(zone_of_variable("AEST-10AEDT,M10.1.0,M4.1.0/3") == "system +11:00 +10:00");
  CHECK(zone_of_variable("<+0530>-5:30") == "+05:30 +05:30 +05:30");
  CHECK(zone_of_variable("GMT+3") == "-03:00 -03:00 -03:00");
  CHECK(zone_of_variable("UTC0") == "UTC +00:00 +00:00");
  // fugit reads quarters of an hour.
  CHECK(zone_of_variable("LMT-0:50") == "system +00:50 +00:50");
}

TEST_CASE("what is wrong in $TZ is told as its, with what may be there") {
  const std::string where = "time zone \"system\": $TZ: ";
  CHECK(zone_of_variable("Asia/Kolkatta") ==
        where + "unknown time zone \"Asia/Kolkatta\": did you mean \"Asia/Kolkata\"?");
  CHECK(zone_of_variable(":Atlantis") == where + "unknown time zone \"Atlantis\"" + remedy);
  CHECK(zone_of_variable("CET-1CEST") ==
        where + "rule \"CET-1CEST\": the day of a change is missing" + remedy);
  CHECK(zone_of_variable("CET-1CEST,M3.6.0,M10.5.0") ==
        where + "rule \"CET-1CEST,M3.6.0,M10.5.0\": a number is missing or out of range" + remedy);
  CHECK(zone_of_variable("/nonexistent") ==
        where + "/nonexistent cannot be read: No such file or directory" + remedy);
  CHECK(zone_of_variable("/etc/passwd") ==
        where + "/etc/passwd is not a time zone file: it does not begin with TZif" + remedy);
}

TEST_CASE("of /etc/localtime the data count") {
  SUBCASE("which a link names") {
    const Host host;
    host.link("Here/East");
    CHECK(host.zone() == "Here/East +01:00 +01:00");
  }
  SUBCASE("which Debian's /etc/timezone names") {
    const Host host;
    host.copy(bytes_of_offset(3601));
    host.name("Here/Odd\n");
    CHECK(host.zone() == "Here/Odd +01:00:01 +01:00:01");
  }
  SUBCASE("which no name is true of") {
    const Host host;
    host.copy(bytes_of_offset(19800));
    host.name("Here/East\n");
    CHECK(host.zone() == "+05:30 +05:30 +05:30");
  }
  SUBCASE("which is a file over the file that a link to UTC leads to, as containers mount it") {
    const Host host;
    host.zones.add("zoneinfo/Etc/UTC", bytes_of_offset(19800));
    host.link("Etc/UTC");
    CHECK(host.zone() == "+05:30 +05:30 +05:30");
  }
  SUBCASE("which are those of UTC") {
    const Host host;
    host.zones.add("zoneinfo/Etc/UTC", bytes_of_offset(0));
    host.link("Etc/UTC");
    CHECK(host.zone() == "Etc/UTC +00:00 +00:00");
  }
}

TEST_CASE("$TZ may be the path of /etc/localtime, whose link names it") {
  const Host host;
  host.link("Here/East");
  const std::string path = host.zones.path / "localtime";
  CHECK(zone_of_variable(":" + path) == "Here/East +01:00 +01:00");
  CHECK(zone_of_variable(path) == "Here/East +01:00 +01:00");
}

TEST_CASE("a host without /etc/localtime is in UTC, unless a link says where it would be") {
  const Host host;
  CHECK(host.zone() == "UTC +00:00 +00:00");
  host.link("Etc/UTC");
  CHECK(host.zone() == "Etc/UTC +00:00 +00:00");
  fs::remove(host.zones.path / "localtime");
  host.link("Here/Nowhere");
  CHECK(host.zone() == "unknown time zone \"Here/Nowhere\"");
  fs::remove(host.zones.path / "localtime");
  host.copy("hello");
  CHECK(host.zone() == "time zone \"system\": " + (host.zones.path / "localtime").string() +
                           " is not a time zone file: it does not begin with TZif");
}

TEST_CASE("two zones without a name are not the same one") {
  const auto read = [](const std::string& tz) { return read_host_zone({tz, "", ""}); };
  const auto zone = read("CET-1CEST,M3.5.0,M10.5.0/3");
  CHECK(zone->identity() == read("CET-1CEST,M3.5.0,M10.5.0/3")->identity());
  CHECK(zone->identity() != read("CET-1CEST,M3.5.0,M10.4.0/3")->identity());
  CHECK(read("Europe/Paris")->identity() == "Europe/Paris");
}

TEST_CASE("system is the zone of this host's $TZ") {
  const Variable variable("TZ", "Asia/Kathmandu");
  CHECK(shown(*find_zone("system")) == "Asia/Kathmandu +05:45 +05:45");
}
