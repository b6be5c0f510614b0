// The format of a cursor, which an upgrade must not break.

#include "core/plan/cursor.h"

#include <doctest/doctest.h>

#include "support/schedules.h"

using namespace sidetick;
using test::at;
using test::cron_schedule;

namespace {

const std::string plain = "1795514402 9f86d081884c7d65.2c26b46b68ffc68f";

}  // namespace

TEST_CASE("a cursor is read back as it was written") {
  const Cursor cursor{at("2026-11-24 10:00:02"), 0x9f86d081884c7d65, 0x2c26b46b68ffc68f};
  CHECK(cursor.text() == plain);
  for (const char* words :
       {"", " next=1795514460", " from=1795514300", " owed=1795514399", " complete=always",
        " complete=1795514000", " dropped=1,2,3,4,window", " dropped=12,2,3,4,ledger",
        " dropped=1,2,3,4,missed", " with=b", " with=a%20b%25", " gone=1795514402",
        " off=1795514300", " forgotten", " unheard=of word",
        " next=1795514460 from=1795514300 owed=1795514399 complete=always dropped=1,2,3,4,window "
        "with=b gone=1795514402 off=1795514300 forgotten later=1"}) {
    CAPTURE(words);
    const auto read = parse_cursor(plain + words);
    REQUIRE(read);
    CHECK(read->text() == plain + words);
  }
}

TEST_CASE("a name in a cursor may have a space and a percent sign") {
  Cursor cursor{at("2026-11-24 10:00:02")};
  cursor.with = "50% of 10%20";
  const auto read = parse_cursor(cursor.text());
  REQUIRE(read);
  CHECK(read->with == cursor.with);
  CHECK(read->others.empty());
}

TEST_CASE("of deleted schedules a year is remembered, whatever their names") {
  const Deleted deleted{{"a", at("2026-11-24 10:00")},
                        {"b = 50%", at("2026-11-23 10:00")},
                        {"old", at("2025-11-01 10:00")}};
  const auto text = deleted_text(deleted, at("2026-11-24 10:01"));
  CHECK(text == "a=1795514400 b%20=%2050%25=1795428000");
  CHECK(parse_deleted(text) ==
        Deleted{{"a", at("2026-11-24 10:00")}, {"b = 50%", at("2026-11-23 10:00")}});
  CHECK(parse_deleted("").empty());
  CHECK(parse_deleted("garbage a=1 = x=y 12").size() == 1);
}

TEST_CASE("what is no cursor, or has a word of ours that cannot be read, is none") {
  for (const char* text :
       {"", " ", "garbage", "1795514402", "1795514402 9f86d081884c7d65",
        "1795514402 9f86d081884c7d65.", "1795514402 9f86d081884c7d6g.2c26b46b68ffc68f",
        "1795514402 9f86.2c26b46b68ffc68f", "1795514402 9f86d081884c7d65x2c26b46b68ffc68f",
        "1795514402 9f86d081884c7d65.2c26b46b68ffc68f0",
        "1795514402 9f86d081884c7d65.2c26b46b68ffc6F",
        "99999999999999999999 9f86d081884c7d65.2c26b46b68ffc68f",
        "253402300800 9f86d081884c7d65.2c26b46b68ffc68f"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_cursor(text));
  }
  for (const char* word :
       {" next=", " next=x", " next=253402300800", " gone=soon", " complete=never",
        " with=", " dropped=", " dropped=1", " dropped=1,2,3", " dropped=1,2,3,4",
        " dropped=0,1,2,3,window", " dropped=1,2,3,4,other",
        " dropped=1,2,3,99999999999999999999,window", " dropped=-1,2,3,4,window"}) {
    CAPTURE(word);
    CHECK_FALSE(parse_cursor(plain + word));
  }
}

TEST_CASE("the form sees what decides them and nothing else") {
  auto hash = [](const char* expression) { return form_hash(cron_schedule("a", expression)); };
  CHECK(hash("0 9 * * 1-5") == hash("0 9 * * mon-fri"));
  CHECK(hash("0 9 * * 1-5") == hash(" 0  9 * * 1,2,3,4,5 "));
  CHECK(hash("0 9 * * 1-5") != hash("0 9 * * 1-6"));
  // What an H becomes, not that there is one: writing the number down changes nothing.
  CHECK(form_hash(cron_schedule("report", "H H * * *")) ==
        form_hash(cron_schedule("report", "57 8 * * *")));
  CHECK(form_hash(cron_schedule("report", "H H * * *")) !=
        form_hash(cron_schedule("SignUpReport", "H H * * *")));
  auto every = [](long long seconds, long long anchor) {
    auto schedule = cron_schedule("a", "* * * * *");
    schedule.timing = Every{Seconds{seconds}, Instant{Seconds{anchor}}};
    return form_hash(schedule);
  };
  CHECK(every(60, 0) == every(60, 600));
  CHECK(every(60, 1) == every(60, -59));
  CHECK(every(60, 0) != every(60, 30));
}
