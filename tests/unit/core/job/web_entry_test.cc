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

TEST_CASE("a zone is the last field of the entry's cron, where fugit can read it") {
  auto schedule = cron_schedule("report", "0 9 * * *");
  const auto cron = [&](const std::string& name) {
    schedule.zone = Zone::from_rule(name, "<+0530>-5:30");
    const std::string entry = web_entry_json(schedule);
    return entry.substr(0, entry.find(",\"class\""));
  };
  CHECK(cron("Asia/Kolkata") == R"({"cron":"0 9 * * * Asia/Kolkata")");
  CHECK(cron("+05:30") == R"({"cron":"0 9 * * * +05:30")");
  CHECK(cron("system") == R"({"cron":"0 9 * * *")");
}

TEST_CASE("the entry has what an H became: fugit knows none") {
  auto schedule = cron_schedule("report", "H H(0-5) * * H/2");
  CHECK(web_entry_json(schedule).starts_with(R"({"cron":"57 2 * * 1-6/2","class")"));
  schedule.zone = Zone::from_rule("Asia/Kolkata", "<+0530>-5:30");
  CHECK(web_entry_json(schedule).starts_with(R"({"cron":"57 2 * * 1-6/2 Asia/Kolkata","class")"));
}

TEST_CASE("the entry of an ActiveJob has its hash or keywords as the button can push them") {
  auto schedule = cron_schedule("report", "0 9 * * *");
  schedule.job.active_job = true;
  const auto args = [&](const std::string& text) {
    schedule.job.args = text;
    const std::string entry = web_entry_json(schedule);
    const auto begin = entry.find("\"args\":") + 7;
    return entry.substr(begin, entry.find(",\"retry\"") - begin);
  };
  CHECK(args(R"([{"b":1,"a":["x"],"_aj_ruby2_keywords":["a","b"]}])") ==
        R"({"b":1,"a":["x"]},"keyword_argument":true)");
  CHECK(args(R"([{"a":{"x":[{"y":1,"_aj_symbol_keys":["y"]}],"_aj_symbol_keys":["x"]},)"
             R"("_aj_ruby2_keywords":["a"]}])") ==
        R"({"a":{"x":[{"y":1}]}},"keyword_argument":true)");
  CHECK(args(R"([{"a":{"x":1},"_aj_symbol_keys":["a"]}])") == R"({"a":{"x":1}})");
  for (
      const std::string as_it_is :
      {R"(["a",{"b":1}])", R"([{"a":1}])",
       // Beside another argument; of a part of the keys; with keys within that are no symbols; with
       // keys within that are symbols, where the button makes symbols of the outer ones alone.
       R"(["a",{"b":1,"_aj_ruby2_keywords":["b"]}])", R"([{"a":1,"b":2,"_aj_symbol_keys":["a"]}])",
       R"([{"a":{"x":1},"_aj_ruby2_keywords":["a"]}])",
       R"([{"a":{"x":1,"_aj_symbol_keys":["x"]},"_aj_symbol_keys":["a"]}])",
       R"([{"_aj_globalid":"gid://app/User/1"}])"}) {
    CAPTURE(as_it_is);
    CHECK(args(as_it_is) == as_it_is);
  }
  schedule.job.include_metadata = true;
  CHECK(args(R"([{"b":1,"_aj_ruby2_keywords":["b"]}])").starts_with("[{"));
  schedule.job.active_job = false;
  CHECK(args(R"([{"b":1,"_aj_ruby2_keywords":["b"]}])").starts_with("[{"));
}
