// Zones by name: which names are taken, which refused, and what is said of one that is unknown.
#include "io/host/zone_file.h"

#include <doctest/doctest.h>
#include <stdexcept>

#include "support/environment.h"
#include "support/zone_folder.h"

using namespace sidetick;
using test::bytes_of_offset;
using test::Variable;
using test::ZoneFolder;

namespace {

std::string search_complaint(const std::string& name) {
  try {
    find_zone(name);
    return "none";
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("a zone is read once, and knows its name") {
  const auto zone = find_zone("Europe/Copenhagen");
  CHECK(zone->name() == "Europe/Copenhagen");
  CHECK(find_zone("Europe/Copenhagen") == zone);
}

TEST_CASE("UTC and the names that mean the same need no files") {
  const Variable folder("TZDIR", "/nonexistent");
  for (const std::string name : {"UTC", "Etc/UTC", "Z", "Zulu", "GMT", "GMT0", "Etc/GMT", "UCT",
                                 "Universal", "Etc/Universal", "Greenwich", "GMT+0", "Etc/GMT-0"}) {
    CAPTURE(name);
    CHECK(find_zone(name)->name() == name);
    CHECK(find_zone(name)->period(Instant{}).end == never_ends);
  }
}

TEST_CASE("a name that could lead elsewhere is refused before a path is made of it") {
  for (const std::string name : {"",
                                 "/etc/passwd",
                                 "../../../etc/passwd",
                                 "Europe/../UTC",
                                 ".",
                                 "..",
                                 "./UTC",
                                 "right/Europe/Paris",
                                 "posix/Europe/Paris",
                                 "posixrules",
                                 "localtime",
                                 "Europe Paris",
                                 "Asia//Kolkata",
                                 "Europe/Paris/",
                                 "Europe//",
                                 "Europe/./Paris",
                                 "Europe/Paris\n",
                                 "zone1970.tab",
                                 "tzdata.zi",
                                 "CET-1CEST,M3.5.0,M10.5.0/3",
                                 "Köln"}) {
    CAPTURE(name);
    CHECK(search_complaint(name).find(
              "is not the name of a time zone such as \"Europe/Copenhagen\"") != std::string::npos);
  }
  const std::string zero("Europe/Paris\0x", 14);
  CHECK(search_complaint(zero).find("is not the name of a time zone") != std::string::npos);
}

TEST_CASE("a file that is not a zone, and a folder, are not zones") {
  const ZoneFolder folder;
  folder.add("Test/Text", "hello");
  folder.add("Test/Good", bytes_of_offset(3600));
  const Variable variable("TZDIR", folder.path.string());
  CHECK(find_zone("Test/Good")->period(Instant{}).offset == std::chrono::hours{1});
  CHECK(search_complaint("Test/Text") ==
        "time zone \"Test/Text\": " + folder.path.string() +
            "/Test/Text is not a time zone file: it does not begin with TZif");
  CHECK(search_complaint("Test") == "unknown time zone \"Test\"");
}

TEST_CASE("an unknown zone is answered with the one that was probably meant") {
  CHECK(search_complaint("Europe/Copenhagne") ==
        "unknown time zone \"Europe/Copenhagne\": did you mean \"Europe/Copenhagen\"?");
  CHECK(search_complaint("europe/copenhagen") ==
        "unknown time zone \"europe/copenhagen\": did you mean \"Europe/Copenhagen\"?");
  CHECK(search_complaint("Copenhagen") ==
        "unknown time zone \"Copenhagen\": did you mean \"Europe/Copenhagen\"?");
  CHECK(search_complaint("utc") == "unknown time zone \"utc\": did you mean \"UTC\"?");
  CHECK(search_complaint("Atlantis/Poseidonis") == "unknown time zone \"Atlantis/Poseidonis\"");
}

// rails/rails: activesupport/lib/active_support/values/time_zone.rb, MAPPING: those names that are
// the last part of a zone's name.
TEST_CASE("a city that Rails knows is answered with its zone, not with a name that looks alike") {
  for (const std::string zone :
       {"America/Tijuana",    "America/Chihuahua",  "America/Mazatlan",   "America/Monterrey",
        "America/Bogota",     "America/Lima",       "America/Caracas",    "America/Santiago",
        "America/Montevideo", "Atlantic/Azores",    "Europe/Dublin",      "Europe/Lisbon",
        "Europe/London",      "Africa/Casablanca",  "Africa/Monrovia",    "Europe/Belgrade",
        "Europe/Bratislava",  "Europe/Budapest",    "Europe/Ljubljana",   "Europe/Prague",
        "Europe/Sarajevo",    "Europe/Skopje",      "Europe/Warsaw",      "Europe/Zagreb",
        "Europe/Brussels",    "Europe/Copenhagen",  "Europe/Madrid",      "Europe/Paris",
        "Europe/Amsterdam",   "Europe/Berlin",      "Europe/Zurich",      "Europe/Rome",
        "Europe/Stockholm",   "Europe/Vienna",      "Europe/Bucharest",   "Africa/Cairo",
        "Europe/Helsinki",    "Europe/Riga",        "Europe/Sofia",       "Europe/Tallinn",
        "Europe/Vilnius",     "Europe/Athens",      "Europe/Minsk",       "Asia/Jerusalem",
        "Africa/Harare",      "Europe/Kaliningrad", "Europe/Moscow",      "Europe/Volgograd",
        "Europe/Samara",      "Asia/Kuwait",        "Asia/Riyadh",        "Africa/Nairobi",
        "Asia/Baghdad",       "Asia/Tehran",        "Asia/Muscat",        "Asia/Baku",
        "Asia/Tbilisi",       "Asia/Yerevan",       "Asia/Kabul",         "Asia/Karachi",
        "Asia/Tashkent",      "Asia/Kolkata",       "Asia/Kathmandu",     "Asia/Dhaka",
        "Asia/Almaty",        "Asia/Novosibirsk",   "Asia/Bangkok",       "Asia/Jakarta",
        "Asia/Krasnoyarsk",   "Asia/Urumqi",        "Asia/Taipei",        "Australia/Perth",
        "Asia/Irkutsk",       "Asia/Ulaanbaatar",   "Asia/Seoul",         "Asia/Tokyo",
        "Asia/Yakutsk",       "Australia/Darwin",   "Australia/Adelaide", "Australia/Melbourne",
        "Australia/Sydney",   "Australia/Brisbane", "Australia/Hobart",   "Asia/Vladivostok",
        "Pacific/Guam",       "Asia/Magadan",       "Asia/Srednekolymsk", "Pacific/Fiji",
        "Asia/Kamchatka",     "Pacific/Auckland"}) {
    const std::string city = zone.substr(zone.find('/') + 1);
    CHECK(search_complaint(city) ==
          "unknown time zone \"" + city + "\": did you mean \"" + zone + "\"?");
  }
  CHECK(search_complaint("Istanbul") ==
        "unknown time zone \"Istanbul\": it is Rails' name of \"Europe/Istanbul\": write that");
  CHECK(search_complaint("GMT+1").find("Etc/") == std::string::npos);
}

TEST_CASE("where the zones are missing, the package is named") {
  {
    const Variable folder("TZDIR", "/nonexistent");
    CHECK(search_complaint("Test/Nowhere") ==
          "time zone \"Test/Nowhere\": there is no /nonexistent: install tzdata");
  }
  const ZoneFolder folder;
  folder.add("Europe/Copenhagen", bytes_of_offset(3600));
  folder.add("tzdata.zi",
             "# version 2026a\nL America/New_York US/Eastern\nZ US/Eastern-not 0 - x\n");
  const Variable variable("TZDIR", folder.path.string());
  CHECK(search_complaint("US/Eastern") ==
        "unknown time zone \"US/Eastern\": it is an old name of \"America/New_York\": write that, "
        "or install tzdata-legacy");
  CHECK(search_complaint("Europe/Copenhagne") ==
        "unknown time zone \"Europe/Copenhagne\": did you mean \"Europe/Copenhagen\"?");
  CHECK(search_complaint("Copenhagen") ==
        "unknown time zone \"Copenhagen\": did you mean \"Europe/Copenhagen\"?");
}
