// What a TZif file says of the offset at an instant, and what is said of one that is damaged.
#include "core/time/zone.h"

#include <doctest/doctest.h>

#include <stdexcept>

#include "io/host/zone_file.h"
#include "support/tzif_text.h"

using namespace sidetick;

namespace {

std::string offset_at(const Zone& zone, const std::string& instant) {
  return format_offset(zone.period(*parse_instant(instant)).offset);
}

/// "2026-03-29T01:00:00Z..2026-10-25T01:00:00Z +02:00"
std::string period_text(const Zone& zone, const std::string& instant) {
  const ZonePeriod period = zone.period(*parse_instant(instant));
  const std::string begin = period.begin == never_began ? "" : format_instant(period.begin);
  const std::string end = period.end == never_ends ? "" : format_instant(period.end);
  return begin + ".." + end + " " + format_offset(period.offset);
}

std::string instant_of(const char* wall, const char* zone) {
  return format_instant(find_zone(zone)->instant_of(*parse_wall_clock(wall)));
}

std::string tzif_complaint(const std::string& bytes) {
  try {
    Zone::from_tzif("Test/Zone", bytes);
    return "none";
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
}

/// A file of one rule and nothing else.
std::shared_ptr<const Zone> zone_of_rule(const std::string& rule) {
  TzifText text;
  text.types = {{3600}};
  text.footer = rule;
  return Zone::from_tzif("Test/Zone", text.bytes());
}

const TzifText copenhagen{.types = {{3600}, {7200, true}},
                          .changes = {{1774746000, 1}, {1792890000, 0}},  // 2026
                          .footer = "CET-1CEST,M3.5.0,M10.5.0/3"};

}  // namespace

TEST_CASE("UTC is one period without beginning or end") {
  const auto utc = Zone::utc();
  CHECK(utc->name() == "UTC");
  CHECK(period_text(*utc, "2026-03-29T01:00:00Z") == ".. +00:00");
  CHECK(period_text(*utc, "0001-01-01T00:00:00Z") == ".. +00:00");
}

TEST_CASE("periods are [begin, end), from the record and then from the rule") {
  const auto zone = Zone::from_tzif("Europe/Copenhagen", copenhagen.bytes());
  CHECK(period_text(*zone, "2026-03-29T00:59:59Z") == "..2026-03-29T01:00:00Z +01:00");
  CHECK(period_text(*zone, "2026-03-29T01:00:00Z") ==
        "2026-03-29T01:00:00Z..2026-10-25T01:00:00Z +02:00");
  CHECK(period_text(*zone, "2026-10-25T01:00:00Z") ==
        "2026-10-25T01:00:00Z..2027-03-28T01:00:00Z +01:00");
  CHECK(period_text(*zone, "2027-03-28T01:00:00Z") ==
        "2027-03-28T01:00:00Z..2027-10-31T01:00:00Z +02:00");
  CHECK(period_text(*zone, "9999-07-01T00:00:00Z") ==
        "9999-03-28T01:00:00Z..9999-10-31T01:00:00Z +02:00");
}

TEST_CASE("without a rule the last offset holds for ever") {
  TzifText text = copenhagen;
  text.footer = "";
  const auto zone = Zone::from_tzif("Test/Zone", text.bytes());
  CHECK(period_text(*zone, "2027-07-01T00:00:00Z") == "2026-10-25T01:00:00Z.. +01:00");
}

TEST_CASE("a version 1 file is read from its 32-bit block") {
  TzifText text = copenhagen;
  text.version = '\0';
  const auto zone = Zone::from_tzif("Test/Zone", text.bytes());
  CHECK(offset_at(*zone, "2026-07-01T00:00:00Z") == "+02:00");
  CHECK(offset_at(*zone, "2027-07-01T00:00:00Z") == "+01:00");
}

TEST_CASE("before the first change the first offset that is not summer time holds") {
  TzifText text;
  text.types = {{7200, true}, {1172}, {3600}};
  text.changes = {{0, 2}};
  CHECK(offset_at(*Zone::from_tzif("Test/Zone", text.bytes()), "1900-01-01T00:00:00Z") ==
        "+00:19:32");
}

TEST_CASE("changes that keep the offset are none, yet the rule begins at the last of them") {
  TzifText text;
  text.types = {{3600}, {3600, true}};
  text.changes = {{1774746000, 1}, {1792890000, 0}};
  text.footer = "EET-2";
  const auto zone = Zone::from_tzif("Test/Zone", text.bytes());
  CHECK(period_text(*zone, "2026-07-01T00:00:00Z") == "..2026-10-25T01:00:00Z +01:00");
  CHECK(period_text(*zone, "2026-11-01T00:00:00Z") == "2026-10-25T01:00:00Z.. +02:00");
}

TEST_CASE("rules as they are found in the world") {
  struct Row {
    std::string rule, instant, period;
  };
  for (const Row& row : std::vector<Row>{
           {"CST-8", "2026-01-01T00:00:00Z", ".. +08:00"},
           {"<-03>3", "2026-01-01T00:00:00Z", ".. -03:00"},
           {"<+0545>-5:45", "2026-01-01T00:00:00Z", ".. +05:45"},
           {"ABC-0:00:30", "2026-01-01T00:00:00Z", ".. +00:00:30"},
           {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-07-01T00:00:00Z",  // America/Nuuk
            "2026-03-29T01:00:00Z..2026-10-25T01:00:00Z -01:00"},
           {"IST-1GMT0,M10.5.0,M3.5.0/1",
            "2026-01-01T00:00:00Z",  // Dublin: winter is the exception
            "2025-10-26T01:00:00Z..2026-03-29T01:00:00Z +00:00"},
           {"IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-01T00:00:00Z",
            "2026-03-29T01:00:00Z..2026-10-25T01:00:00Z +01:00"},
           {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-01T00:00:00Z",  // over the new year
            "2025-10-04T16:00:00Z..2026-04-04T16:00:00Z +11:00"},
           {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-07-01T00:00:00Z",  // half an hour
            "2026-04-04T15:00:00Z..2026-10-03T15:30:00Z +10:30"},
           {"IST-2IDT,M3.4.4/26,M10.5.0", "2026-05-01T00:00:00Z",  // Jerusalem
            "2026-03-27T00:00:00Z..2026-10-24T23:00:00Z +03:00"},
           {"<-04>4<-03>,M9.1.6/24,M4.1.6/24", "2026-05-01T00:00:00Z",  // Santiago
            "2026-04-05T03:00:00Z..2026-09-06T04:00:00Z -04:00"},
           {"ABC0DEF,J60/0,J305/0", "2024-06-01T00:00:00Z",  // J60 is 1 March, also in a leap year
            "2024-03-01T00:00:00Z..2024-10-31T23:00:00Z +01:00"},
           {"ABC0DEF,59/0,304/0", "2024-06-01T00:00:00Z",  // 59 is 29 February in a leap year
            "2024-02-29T00:00:00Z..2024-10-30T23:00:00Z +01:00"},
           {"ABC0DEF,59/0,304/0", "2025-06-01T00:00:00Z",
            "2025-03-01T00:00:00Z..2025-10-31T23:00:00Z +01:00"},
           {"ABC0DEF,M1.1.1/-167,M6.5.0/167", "2026-01-01T00:00:00Z",  // 5 January, a week before
            "2025-12-29T01:00:00Z..2026-07-04T22:00:00Z +01:00"},
           {"EST5EDT,0/0,J365/25", "2026-12-31T23:00:00Z",  // summer all year, from RFC 9636
            "2026-01-01T05:00:00Z..2027-01-01T05:00:00Z -04:00"},
       }) {
    CAPTURE(row.rule);
    CAPTURE(row.instant);
    CHECK(period_text(*zone_of_rule(row.rule), row.instant) == row.period);
  }
}

TEST_CASE("a rule that is malformed is refused") {
  for (const std::string rule : {"C",
                                 "CE-1",
                                 "CET",
                                 "CET-",
                                 "CET-25",
                                 "CET-1:60",
                                 "CET-1CEST",
                                 "CET-1CEST,M3.5.0",
                                 "CET-1CEST,M3.5.0,",
                                 "CET-1CEST,M13.5.0,M10.5.0",
                                 "CET-1CEST,M3.6.0,M10.5.0",
                                 "CET-1CEST,M3.5.7,M10.5.0",
                                 "CET-1CEST,M3.5,M10.5.0",
                                 "CET-1CEST,J0,J365",
                                 "CET-1CEST,J366,J1",
                                 "CET-1CEST,366,1",
                                 "CET-1CEST,M3.5.0/168,M10.5.0",
                                 "CET-1CEST,M3.5.0,M10.5.0/3x",
                                 "<CET-1",
                                 "<C!T>-1",
                                 "CET-1CEST,M3.5.0,M10.5.0,M1.1.1",
                                 "CET-99999999999",
                                 "CET-1CEST,99999999999,1"}) {
    CAPTURE(rule);
    CHECK_THROWS_AS(zone_of_rule(rule), std::invalid_argument);
  }
}

TEST_CASE("bytes that are not a TZif file are refused, and said why") {
  const std::string good = copenhagen.bytes();
  CHECK(tzif_complaint(good) == "none");
  CHECK(tzif_complaint("") == "the file is cut short");
  CHECK(tzif_complaint("TZif") == "the file is cut short");
  CHECK(tzif_complaint("root:x:0:0:root:/root:/bin/bash\n") == "it does not begin with TZif");

  TzifText text = copenhagen;
  text.changes[1].at = text.changes[0].at;
  CHECK(tzif_complaint(text.bytes()) == "its changes are not in order");
  text = copenhagen;
  text.changes[1].type = 2;
  CHECK(tzif_complaint(text.bytes()) == "a change is to an offset that is not there");
  text = copenhagen;
  text.types = {{0}, {93600}};
  CHECK(tzif_complaint(text.bytes()) == "an offset is more than a day");
  text.types = {{-2147483647 - 1}, {0}};
  CHECK(tzif_complaint(text.bytes()) == "an offset is more than a day");
  text = copenhagen;
  text.changes.clear();
  text.types.clear();
  CHECK(tzif_complaint(text.bytes()) == "it has no offsets");
  text = copenhagen;
  text.leap_seconds = 2;
  CHECK(tzif_complaint(text.bytes()) == "it counts leap seconds, which the epoch does not");
  text = copenhagen;
  text.footer = "CET-1CEST";
  CHECK(tzif_complaint(text.bytes()) == "rule \"CET-1CEST\": the day of a change is missing");
  text.footer = "CET-1CEST,\x1b[31m\xff";
  CHECK(tzif_complaint(text.bytes()) ==
        "rule \"CET-1CEST,\\x1b[31m\\xff\": a number is missing or out of range");
}

TEST_CASE("a file cut anywhere is refused, and no byte of it can do harm") {
  const std::string good = copenhagen.bytes();
  for (std::size_t size = 0; size < good.size(); ++size) {
    CAPTURE(size);
    CHECK(tzif_complaint(good.substr(0, size)) != "none");
  }
  // Every byte replaced in turn: refused or read, but never more (the sanitizers watch).
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (const char byte : {'\0', '\1', '\x7f', '\x80', '\xff'}) {
      std::string bad = good;
      bad[at] = byte;
      if (tzif_complaint(bad) != "none") continue;
      const auto zone = Zone::from_tzif("Test/Zone", bad);
      CHECK(zone->period(*parse_instant("2026-07-01T00:00:00Z")).offset < largest_offset);
    }
  }
}

TEST_CASE("changes at the ends of time do not overflow") {
  TzifText text;
  text.types = {{0}, {3600}};
  text.changes = {{-9223372036854775807LL - 1, 1}, {9223372036854775807LL, 0}};
  const auto zone = Zone::from_tzif("Test/Zone", text.bytes());
  CHECK(offset_at(*zone, "0001-01-01T00:00:00Z") == "+01:00");
  CHECK(offset_at(*zone, "9999-12-31T23:59:59Z") == "+01:00");
}

TEST_CASE("zones with a history of their own") {
  struct Row {
    std::string zone, instant, offset;
  };
  for (const Row& row : std::vector<Row>{
           {"Europe/Copenhagen", "1890-01-01T00:00:00Z", "+00:50:20"},
           {"Africa/Monrovia", "1971-12-31T00:00:00Z", "-00:44:30"},
           {"Africa/Monrovia", "1972-02-01T00:00:00Z", "+00:00"},
           {"Pacific/Apia", "2011-12-30T09:59:59Z", "-10:00"},
           {"Pacific/Apia", "2011-12-30T10:00:00Z", "+14:00"},
           {"Asia/Kathmandu", "2026-01-01T00:00:00Z", "+05:45"},
           {"Australia/Lord_Howe", "2026-01-01T00:00:00Z", "+11:00"},
           {"Africa/Casablanca", "2026-03-01T00:00:00Z", "+00:00"},  // Ramadan
           {"Africa/Casablanca", "2026-04-01T00:00:00Z", "+01:00"},
       }) {
    CAPTURE(row.zone);
    CAPTURE(row.instant);
    CHECK(offset_at(*find_zone(row.zone), row.instant) == row.offset);
  }
}

TEST_CASE("a wall-clock time is read with the offset that holds then") {
  CHECK(instant_of("2026-01-15T12:00:00", "Europe/Copenhagen") == "2026-01-15T11:00:00Z");
  CHECK(instant_of("2026-07-15T12:00:00", "Europe/Copenhagen") == "2026-07-15T10:00:00Z");
  CHECK(instant_of("2026-07-15T12:00:00", "UTC") == "2026-07-15T12:00:00Z");
  CHECK(instant_of("2026-07-15T12:00:00", "Pacific/Kiritimati") == "2026-07-14T22:00:00Z");
  CHECK(instant_of("2026-07-15T12:00:00", "Pacific/Pago_Pago") == "2026-07-15T23:00:00Z");
  CHECK(instant_of("0001-01-02T00:00:00", "UTC") == "0001-01-02T00:00:00Z");
  CHECK(instant_of("9999-12-31T23:59:59", "UTC") == "9999-12-31T23:59:59Z");
}

TEST_CASE("a time that is skipped is the first instant after the gap") {
  CHECK(instant_of("2026-03-29T01:59:59", "Europe/Copenhagen") == "2026-03-29T00:59:59Z");
  CHECK(instant_of("2026-03-29T02:00:00", "Europe/Copenhagen") == "2026-03-29T01:00:00Z");
  CHECK(instant_of("2026-03-29T02:59:59", "Europe/Copenhagen") == "2026-03-29T01:00:00Z");
  CHECK(instant_of("2026-03-29T03:00:00", "Europe/Copenhagen") == "2026-03-29T01:00:00Z");
  // A whole day was skipped when Samoa crossed the date line.
  CHECK(instant_of("2011-12-30T12:00:00", "Pacific/Apia") == "2011-12-30T10:00:00Z");
}

TEST_CASE("a time that occurs twice is the first of the two") {
  CHECK(instant_of("2026-10-25T02:30:00", "Europe/Copenhagen") == "2026-10-25T00:30:00Z");
  CHECK(instant_of("2026-10-25T03:00:00", "Europe/Copenhagen") == "2026-10-25T02:00:00Z");
}
