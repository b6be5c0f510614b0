// What an H becomes: numbers that must not change, their spread, and what is refused.
#include "core/cron/hashed_item.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "core/cron/expression.h"
#include "core/text/hash.h"
#include "support/naive_cron.h"
#include "support/random_cron.h"

using namespace sidetick;

namespace {

std::string hashed_complaint(const std::string& cron) {
  try {
    CronExpr::parse(cron, "report");
    return "none";
  } catch (const CronError& error) {
    return std::string(error.what()) + " [" + cron.substr(error.column, error.length) + "]";
  }
}

/// "H", "H/7", "H(3-19)", "H(50-10)/4"
std::string random_hash(std::mt19937& random, int min, int max) {
  const auto any = [&](int from, int to) {
    return std::to_string(random_number(random, from, to));
  };
  std::string text = "H";
  const bool ranged = random_number(random, 0, 1) == 0;
  int from = min, to = max == 31 ? 28 : max;
  if (ranged) {
    from = random_number(random, min, max), to = random_number(random, min, max);
    text += "(" + std::to_string(from) + "-" + std::to_string(to) + ")";
  }
  const int size = to - from + 1 + (to < from ? max - min + 1 : 0);
  if (size > 1 && random_number(random, 0, 1) == 0) text += "/" + any(2, size);
  return text;
}

std::string random_hashed_cron(std::mt19937& random) {
  std::string text;
  for (const auto& [min, max] :
       std::vector<std::pair<int, int>>{{0, 59}, {0, 59}, {0, 23}, {1, 31}, {1, 12}, {0, 6}}) {
    if (!text.empty()) text += " ";
    if (random_number(random, 0, 3) == 0) {
      text += "*";
      continue;
    }
    if (random_number(random, 0, 2) == 0) {
      text += std::to_string(random_number(random, min, max)) + ",";
    }
    text += random_hash(random, min, max);
  }
  return text;
}

/// How often each value comes up in the numbers of `count` schedules, the commonest first.
std::vector<int> frequencies(const char* cron, std::size_t field, int count) {
  std::map<std::string, int> times;
  for (int i = 0; i < count; ++i) {
    std::string text = without_hashes(cron, "schedule-" + std::to_string(i));
    for (std::size_t skip = 0; skip < field; ++skip) text.erase(0, text.find(' ') + 1);
    ++times[text.substr(0, text.find(' '))];
  }
  std::vector<int> counts;
  for (const auto& [value, found] : times) counts.push_back(found);
  std::sort(counts.rbegin(), counts.rend());
  return counts;
}

}  // namespace

TEST_CASE("XXH64 is that of xxh64sum, from the empty text to more than 32 bytes") {
  CHECK(xxh64("") == 0xef46db3751d8e999);
  CHECK(xxh64("abc") == 0x44bc2cf5ad770999);
  CHECK(xxh64("minute report") == 0xc3b9394840df5885);
  CHECK(xxh64("hour new year's greetings, to all of the customers") == 0x399f5f2b8c7357f4);
}

// Jobs move when one of these changes: it must not happen, in no version.
TEST_CASE("the numbers of a schedule are the same for ever") {
  struct Row {
    std::string cron, schedule, expected;
  };
  for (const Row& row : std::vector<Row>{
           {"H H H H H H", "report", "36 57 8 10 12 5"},
           {"H H H H H H", "SignUpReport", "37 5 2 4 6 6"},
           {"H H H H H H", "täglich", "31 13 11 7 12 6"},
           {"H H H H H H", "new year's greetings, to all of the customers", "41 35 4 22 11 3"},
           {"H * * * *", "report", "57 * * * *"},
           {"  H\tH(0-5)  * * mon-fri Asia/Kolkata ", "report",
            "  57\t2  * * mon-fri Asia/Kolkata "},
           {"H/15 * * * *", "report", "12-59/15 * * * *"},
           {"h(0-29)/10 h * * *", "report", "7-29/10 8 * * *"},
           {"H(0-29),H(30-59) * * * *", "report", "27,57 * * * *"},
           {"H/60 * * * *", "report", "57 * * * *"},
           {"0 H(22-3) * * *", "report", "0 0 * * *"},
           {"0 H(22-3)/2 * * *", "report", "0 0,2,22 * * *"},
           {"0 0 5,H(1-7),L * H", "report", "0 0 5,3,L * 5"},
           {"5 4 * * *", "report", "5 4 * * *"},
           {"@daily", "report", "@daily"},
       }) {
    CAPTURE(row.cron);
    CAPTURE(row.schedule);
    CHECK(without_hashes(row.cron, row.schedule) == row.expected);
  }
}

TEST_CASE("an expression with an H matches what it became matches, and has its form") {
  const unsigned seed = test_seed();
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int i = 0; i < 300; ++i) {
    const std::string cron = random_hashed_cron(random);
    const std::string name = "job " + std::to_string(i);
    const std::string became = without_hashes(cron, name);
    CAPTURE(cron);
    CAPTURE(became);
    REQUIRE(became.find('H') == std::string::npos);
    std::optional<CronExpr> expr;
    try {
      expr = CronExpr::parse(cron, name);
    } catch (const CronError& error) {
      CHECK(std::string(error.what()).find("never fire") != std::string::npos);
      continue;
    }
    CHECK(expr->is_hashed() == (cron.find('H') != std::string::npos));
    CHECK(expr->canonical() == CronExpr::parse(became).canonical());
    NaiveCron naive(became);
    CHECK(naive.follows_elapsed_time() == expr->follows_elapsed_time());
    WallClock at = *parse_wall_clock("2026-01-01");
    MatchingMonth month;
    for (int match = 0; match < 20; ++match) {
      const auto next = expr->next(at, month);
      if (!next) break;
      CHECK(naive.matches(*next));
      at = *next;
    }
  }
}

TEST_CASE("an H alone is a fixed time; a star beside it follows elapsed time") {
  for (const char* cron :
       {"H 2 * * *", "H/15 9-17 * * *", "0 H * * *", "H H H H H", "* H H * * *"}) {
    CAPTURE(cron);
    CHECK_FALSE(CronExpr::parse(cron, "a").follows_elapsed_time());
  }
  for (const char* cron : {"H * * * *", "H/15 * * * *", "*/5 H * * *", "H H * * * *"}) {
    CAPTURE(cron);
    CHECK(CronExpr::parse(cron, "a").follows_elapsed_time());
  }
}

TEST_CASE("plain H is a day that every month has") {
  for (int i = 0; i < 1000; ++i) {
    const std::string name = "schedule-" + std::to_string(i);
    const std::string text = without_hashes("0 0 H/3 * *", name);
    CHECK(text.find("-28/3") != std::string::npos);
    const int day = std::stoi(without_hashes("0 0 H * *", name).substr(4));
    CHECK(day >= 1);
    CHECK(day <= 28);
  }
}

TEST_CASE("a hundred schedules spread evenly") {
  // Of a hundred at random in 60 minutes 49 have one in the mean, and the fullest has 5.
  const auto minutes = frequencies("H * * * *", 0, 100);
  CHECK(minutes.size() >= 45);
  CHECK(minutes.front() <= 6);
  const auto hours = frequencies("H H * * *", 1, 100);
  CHECK(hours.size() >= 23);
  CHECK(hours.front() <= 10);
  // Within an hour the minutes are as different: the two fields have nothing to do with each other.
  const auto times = frequencies("H H * * *", 0, 10000);
  CHECK(times.size() == 60);
  CHECK(times.front() <= 220);
  CHECK(times.back() >= 120);
  std::map<std::string, int> both;
  for (int i = 0; i < 10000; ++i) ++both[without_hashes("H H * * *", std::to_string(i))];
  CHECK(both.size() > 1430);  // of 1440: 10 of 10,000 thrown at random stay empty at most
  const auto days = frequencies("0 0 H * *", 2, 2800);
  CHECK(days.size() == 28);
  CHECK(days.front() <= 140);
  const auto steps = frequencies("H/15 * * * *", 0, 1500);
  CHECK(steps.size() == 15);
  CHECK(steps.front() <= 135);
}

TEST_CASE("an H that is malformed, or without a schedule, says so") {
  for (
      const auto& [cron, expected] : std::vector<std::pair<std::string, std::string>>{
          {"H5 * * * *",
           "minute \"H5\" is not H, H(0-59), or one of them with a step as in H/2 [H5]"},
          {"H(1-5 * * * *",
           "minute \"H(1-5\" is not H, H(0-59), or one of them with a step as in H/2 [H(1-5]"},
          {"0 H(1-5)x * * *",
           "hour \"H(1-5)x\" is not H, H(0-23), or one of them with a step as in H/2 [H(1-5)x]"},
          {"0 0 H-5 * *",
           "day \"H-5\" is not H, H(1-31), or one of them with a step as in H/2 [H-5]"},
          {"H(5) * * * *", "minute \"5\" is not a range such as 0-59 [5]"},
          {"H() * * * *", "minute \"\" is not a range such as 0-59 []"},
          {"H(*) * * * *", "minute \"*\" is not a range such as 0-59 [*]"},
          {"H(0-60) * * * *", "minute 60 is not in 0-59 [60]"},
          {"1,H(0-60) * * * *", "minute 60 is not in 0-59 [60]"},
          {"H/0 * * * *",
           "step \"0\" of H is not a number in 2-60: H alone is one value, * is every value [0]"},
          {"H/1 * * * *",
           "step \"1\" of H is not a number in 2-60: H alone is one value, * is every value [1]"},
          {"0 0 H/29 * *",
           "step \"29\" of H is not a number in 2-28: H alone is one value, * is every value [29]"},
          {"H(0-9)/11 * * * *",
           "step \"11\" of H is not a number in 2-10: H alone is one value, * is every value [11]"},
          {"H(4-4)/2 * * * *", "\"H(4-4)/2\" has one value, and no step [H(4-4)/2]"},
          {"0 0 HW * *", "day \"H\" is not a number in 1-31 [H]"},
          {"0 0 * * H#2", "weekday \"H\" is not in 0-7 or sun-sat [H]"},
          {"0 0 H(30-31) 2 *",
           "no date matches, in no year: it would never fire [0 0 H(30-31) 2 *]"},
          {"H * * * H Europe/Copenhagen", "none"},
          {"H * * * H/2", "none"},
      }) {
    CAPTURE(cron);
    CHECK(hashed_complaint(cron) == expected);
  }
  CHECK_THROWS_WITH_AS(
      CronExpr::parse("0 H * * *"),
      "hour \"H\" is made from the name of a schedule: give a name beside the expression",
      CronError);
}
