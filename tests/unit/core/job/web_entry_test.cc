// The entry of the web page, and the cursor's text.

#include "core/job/web_entry.h"

#include <doctest/doctest.h>

#include "core/plan/cursor.h"
#include "support/schedules.h"

using namespace sidetick;
using test::at;
using test::cron_schedule;

TEST_CASE("the entry is what sidekiq-scheduler's page reads") {
  auto schedule = cron_schedule("report", "0 * * * *");
  schedule.job.args = R"(["a"])";
  CHECK(web_entry_json(schedule) ==
        R"({"cron":"0 * * * *","class":"Worker","queue":"default","args":["a"],"retry":true,)"
        R"("enabled":true})");
  schedule.description = "Send \"it\"";
  schedule.enabled = false;
  schedule.timing = Every{std::chrono::minutes{45}, Instant{}};
  schedule.expression = "45m";
  CHECK(web_entry_json(schedule) ==
        R"({"every":"45m","class":"Worker","queue":"default","args":["a"],"retry":true,)"
        R"("description":"Send \"it\"","enabled":false})");
}

TEST_CASE("the entry holds what its button Enqueue now is to push") {
  auto schedule = cron_schedule("report", "0 * * * *");
  schedule.job.retry = "5";
  schedule.job.include_metadata = true;
  schedule.job.extra = {{"backtrace", "20"}, {"tags", R"(["a"])"}};
  CHECK(web_entry_json(schedule) ==
        R"({"cron":"0 * * * *","class":"Worker","queue":"default","args":[],"retry":5,)"
        R"("include_metadata":true,"backtrace":20,"tags":["a"],"enabled":true})");
}

TEST_CASE("the job's own keys never stand for those of the page") {
  auto schedule = cron_schedule("report", "0 * * * *");
  schedule.job.extra = {{"cron", "1"}, {"description", "1"}, {"enabled", "false"}, {"tenant", "1"}};
  CHECK(web_entry_json(schedule) ==
        R"({"cron":"0 * * * *","class":"Worker","queue":"default","args":[],"retry":true,)"
        R"("tenant":1,"enabled":true})");
}

TEST_CASE("a cursor is read back as it was written") {
  const Cursor cursor{at("2026-11-24 10:00:02"), 0x9f86d081884c7d65, 0x2c26b46b68ffc68f};
  CHECK(cursor.text() == "1795514402 9f86d081884c7d65.2c26b46b68ffc68f");
  auto read = parse_cursor(cursor.text());
  REQUIRE(read);
  CHECK(read->text() == cursor.text());
  CHECK(parse_cursor("1795514402 9f86d081884c7d65")->page_hash == unpublished);
  // Digits of another length are another schedule's.
  CHECK(parse_cursor("1795514402 9f86.2c26b46b68ffc68f")->ticks_hash == 0);
  CHECK(parse_cursor("1795514402 09f86d081884c7d65")->ticks_hash == 0);
  CHECK(!parse_cursor("1795514402 9f86d081884c7d6g"));
  CHECK(!parse_cursor("1795514402 9f86d081884c7d65."));
}

TEST_CASE("the hash of the ticks sees what decides them and nothing else") {
  auto hash = [](const char* expression) { return ticks_hash(cron_schedule("a", expression)); };
  CHECK(hash("0 9 * * 1-5") == hash("0 9 * * mon-fri"));
  CHECK(hash("0 9 * * 1-5") == hash(" 0  9 * * 1,2,3,4,5 "));
  CHECK(hash("0 9 * * 1-5") != hash("0 9 * * 1-6"));
  auto every = [](long long seconds, long long anchor) {
    auto schedule = cron_schedule("a", "* * * * *");
    schedule.timing = Every{Seconds{seconds}, Instant{Seconds{anchor}}};
    return ticks_hash(schedule);
  };
  CHECK(every(60, 0) == every(60, 600));
  CHECK(every(60, 1) == every(60, -59));
  CHECK(every(60, 0) != every(60, 30));
}
