// What of an expression is allowed, but perhaps not meant.
#include "core/schedule/doubts.h"

#include <doctest/doctest.h>

#include <string>

#include "io/host/zone_file.h"

using namespace sidetick;

namespace {

std::string daylight_saving(const char* expression, const char* zone, const char* now) {
  Schedule schedule;
  schedule.expression = expression;
  schedule.name = "report";
  schedule.timing = CronExpr::parse(expression, schedule.name);
  schedule.zone = find_zone(zone);
  return daylight_saving_doubt(schedule, *parse_instant(now));
}

bool doubts_seconds(const char* expression) {
  Schedule schedule;
  schedule.expression = expression;
  schedule.name = "report";
  schedule.timing = CronExpr::parse(expression, schedule.name);
  return !seconds_doubt(schedule).empty();
}

}  // namespace

TEST_CASE("a time that two years skip or repeat is told with its dates") {
  CHECK(daylight_saving("30 2 * * *", "Europe/Berlin", "2026-01-01T00:00:00Z") ==
        "daylight saving: 2026-03-29 02:30 does not exist (it fires at 03:00), "
        "2026-10-25 02:30 comes twice (it fires the first time), "
        "2027-03-28 02:30 does not exist (it fires at 03:00), "
        "2027-10-31 02:30 comes twice (it fires the first time)");
  CHECK(daylight_saving("30 2 * 10 *", "Europe/Berlin", "2026-01-01T00:00:00Z") ==
        "daylight saving: 2026-10-25 02:30 comes twice (it fires the first time), "
        "2027-10-31 02:30 comes twice (it fires the first time)");
  // What an H became decides: of this schedule H(2-2) is 2, and the minute 57.
  CHECK(daylight_saving("H H(2-2) * 3 *", "Europe/Berlin", "2026-01-01T00:00:00Z") ==
        "daylight saving: 2026-03-29 02:57 does not exist (it fires at 03:00), "
        "2027-03-28 02:57 does not exist (it fires at 03:00)");
  CHECK(daylight_saving("15 30 1 * * *", "America/New_York", "2026-01-01T00:00:00Z") ==
        "daylight saving: 2026-11-01 01:30:15 comes twice (it fires the first time), "
        "2027-11-07 01:30:15 comes twice (it fires the first time)");
}

TEST_CASE("a time that is not met, a zone without changes and elapsed time leave no doubt") {
  CHECK(daylight_saving("30 4 * * *", "Europe/Berlin", "2026-01-01T00:00:00Z").empty());
  CHECK(daylight_saving("30 2 * * mon", "Europe/Berlin", "2026-01-01T00:00:00Z").empty());
  CHECK(daylight_saving("30 2 * * *", "Asia/Kolkata", "2026-01-01T00:00:00Z").empty());
  CHECK(daylight_saving("* 2 * * *", "Europe/Berlin", "2026-01-01T00:00:00Z").empty());
}

TEST_CASE("six fields are doubted when the hour is any and the minute could be an hour") {
  CHECK(six_fields_doubt(cut_cron_text("0 9 * * * *")) ==
        "six fields begin with the second: it fires every hour at minute 9: for once a day at 9 "
        "o'clock write \"0 9 * * *\"");
  CHECK_FALSE(six_fields_doubt(cut_cron_text("30 9 * * 1 ?")).empty());
  CHECK(six_fields_doubt(cut_cron_text("H 9 * * * *")) ==
        "six fields begin with the second: it fires every hour at minute 9: for once a day at 9 "
        "o'clock write \"H 9 * * *\"");
  for (const char* expression : {"0 9 * * *", "0 0 9 * * *", "0 45 * * * *", "*/5 9 * * * *",
                                 "0 9 * * * mon", "@hourly", "0 9 * * * UTC", "*/20 * * * * *"}) {
    CAPTURE(expression);
    CHECK(six_fields_doubt(cut_cron_text(expression)).empty());
  }
}

TEST_CASE("every minute of a fixed hour is doubted, with six fields and a zone too") {
  CHECK(every_minute_doubt(cut_cron_text("* 9 * * *")) ==
        "fires at every minute of the hour 9: for once write \"0 9 * * *\"");
  CHECK(every_minute_doubt(cut_cron_text("0 * 9,17 1 * * Asia/Tokyo")) ==
        "fires at every minute of the hour 9,17: for once write \"0 9,17 1 * * Asia/Tokyo\"");
  for (const char* expression : {"* * * * *", "* */2 * * *", "*/5 9 * * *", "@hourly"}) {
    CAPTURE(expression);
    CHECK(every_minute_doubt(cut_cron_text(expression)).empty());
  }
}

TEST_CASE("two restricted day fields are doubted, but not when one begins with a star") {
  CHECK_FALSE(both_day_fields_doubt(cut_cron_text("0 0 1 * mon")).empty());
  CHECK_FALSE(both_day_fields_doubt(cut_cron_text("0 0 0 L * friL")).empty());
  for (const char* expression : {"0 0 1 * *", "0 0 ? * mon", "0 0 */2 * mon", "@yearly"}) {
    CAPTURE(expression);
    CHECK(both_day_fields_doubt(cut_cron_text(expression)).empty());
  }
}

TEST_CASE("a step is doubted when it does not divide its field") {
  CHECK(uneven_step_doubt(cut_cron_text("*/45 * * * *")) ==
        "minute \"*/45\": is uneven: after 45 comes 0: for an even distance write every = \"45m\"");
  CHECK(uneven_step_doubt(cut_cron_text("0 0 1 */5 *")) ==
        "month \"*/5\": is uneven: after 11 comes 1");
  CHECK_FALSE(uneven_step_doubt(cut_cron_text("0 0 1/2 * *")).empty());
  CHECK_FALSE(uneven_step_doubt(cut_cron_text("0 0 * * */2")).empty());
  CHECK(uneven_step_doubt(cut_cron_text("H/7 * * * *")) ==
        "minute \"H/7\": is uneven: 60 is no multiple of 7: for an even distance write every = "
        "\"7m\"");
  CHECK(uneven_step_doubt(cut_cron_text("0 0 H/3 * *")) ==
        "day \"H/3\": is uneven: it begins anew each month: for an even distance write every = "
        "\"3d\"");
  for (const char* expression :
       {"*/15 */6 * */3 *", "*/60 * * * *", "10-50/7 * * * *", "5/7 * * * *", "0 0 */1 * *",
        "*/7,3 * * * *", "H/15 H/6 * * *", "H(10-50)/7 * * * *"}) {
    CAPTURE(expression);
    CHECK(uneven_step_doubt(cut_cron_text(expression)).empty());
  }
}

TEST_CASE("several seconds of a minute are doubted, one is not") {
  CHECK(doubts_seconds("*/20 * * * * *"));
  CHECK(doubts_seconds("0,30 0 9 * * *"));
  CHECK_FALSE(doubts_seconds("30 0 9 * * *"));
  CHECK_FALSE(doubts_seconds("* * * * *"));
  CHECK_FALSE(doubts_seconds("@hourly"));
  CHECK_FALSE(doubts_seconds("H 0 9 * * *"));
  CHECK_FALSE(doubts_seconds("*/60 * * * * *"));
  CHECK(doubts_seconds("H/20 0 9 * * *"));
}
