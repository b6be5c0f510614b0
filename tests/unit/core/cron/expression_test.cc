// Which wall-clock times an expression matches, and what is said of one that is wrong.
#include "core/cron/expression.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

using namespace sidetick;

namespace {

/// The first `count` matches after a wall-clock time: "01-02 03:04", with seconds when there are
/// any, and with the year when it is not that of `after`.
std::string matches(const std::string& cron, const std::string& after, int count) {
  const CronExpr expr = CronExpr::parse(cron);
  std::string text;
  auto wall = parse_wall_clock(after);
  MatchingMonth month;
  for (int i = 0; i < count; ++i) {
    wall = expr.next(*wall, month);
    if (!wall) return text + (text.empty() ? "none" : ", none");
    std::string one = format_instant(Instant{wall->time_since_epoch()}).substr(0, 19);
    one[10] = ' ';
    if (one.substr(16) == ":00") one.erase(16);
    if (one.substr(0, 5) == after.substr(0, 5)) one.erase(0, 5);
    text += (text.empty() ? "" : ", ") + one;
  }
  return text;
}

/// "hour 25 is not in 0-23 [25]": the message and the piece it points at.
std::string complaint(const std::string& cron) {
  try {
    CronExpr::parse(cron);
    return "none";
  } catch (const CronError& error) {
    return std::string(error.what()) + " [" + cron.substr(error.column, error.length) + "]";
  }
}

struct Matches {
  std::string cron;
  std::string after;
  std::string expected;
};

void check(const std::vector<Matches>& rows) {
  for (const Matches& row : rows) {
    CAPTURE(row.cron);
    CAPTURE(row.after);
    const auto commas = std::count(row.expected.begin(), row.expected.end(), ',');
    CHECK(matches(row.cron, row.after, static_cast<int>(commas) + 1) == row.expected);
  }
}

void check_complaints(const std::vector<std::pair<std::string, std::string>>& rows) {
  for (const auto& [cron, expected] : rows) {
    CAPTURE(cron);
    CHECK(complaint(cron) == expected);
  }
}

}  // namespace

TEST_CASE("five fields: minute, hour, day, month, weekday") {
  check({
      {"* * * * *", "2026-01-01 00:00", "01-01 00:01, 01-01 00:02"},
      {"5 * * * *", "2026-01-01 00:05", "01-01 01:05, 01-01 02:05"},
      {"30 2 * * *", "2026-01-01 02:29:59", "01-01 02:30, 01-02 02:30"},
      {"30 2 * * *", "2026-01-01 02:30", "01-02 02:30"},
      {"0 0 1 * *", "2026-01-31 12:00", "02-01 00:00, 03-01 00:00"},
      {"0 0 1 1 *", "2026-01-01 00:00", "2027-01-01 00:00, 2028-01-01 00:00"},
      {"59 23 31 12 *", "2026-01-01 00:00", "12-31 23:59, 2027-12-31 23:59"},
      {"0 9 * * 1", "2026-01-01 00:00", "01-05 09:00, 01-12 09:00"},
      {"  0\t9  * * 1 ", "2026-01-01 00:00", "01-05 09:00"},
      {"00 09 01 01 01", "2026-01-01 00:00", "01-01 09:00, 01-05 09:00"},
  });
}

TEST_CASE("a sixth field in front is seconds") {
  check({
      {"*/20 * * * * *", "2026-01-01 00:00", "01-01 00:00:20, 01-01 00:00:40, 01-01 00:01"},
      {"30 59 23 * * *", "2026-01-01 00:00", "01-01 23:59:30, 01-02 23:59:30"},
      {"59 59 23 31 12 *", "2026-12-31 23:59:58", "12-31 23:59:59, 2027-12-31 23:59:59"},
      {"5,10 0 0 * * *", "2026-01-01 00:00:05", "01-01 00:00:10, 01-02 00:00:05"},
  });
}

TEST_CASE("lists, ranges, steps") {
  check({
      {"0 1,3,5 * * *", "2026-01-01 00:00", "01-01 01:00, 01-01 03:00, 01-01 05:00, 01-02 01:00"},
      {"0 1-3 * * *", "2026-01-01 00:00", "01-01 01:00, 01-01 02:00, 01-01 03:00, 01-02 01:00"},
      {"*/25 0 * * *", "2026-01-01 00:00", "01-01 00:25, 01-01 00:50, 01-02 00:00"},
      {"*/60 0 * * *", "2026-01-01 00:00", "01-02 00:00"},
      {"10-30/10 0 * * *", "2026-01-01 00:00",
       "01-01 00:10, 01-01 00:20, 01-01 00:30, 01-02 00:10"},
      {"40/10 0 * * *", "2026-01-01 00:00", "01-01 00:40, 01-01 00:50, 01-02 00:40"},
      {"0 0 1/15 * *", "2026-01-01 00:00", "01-16 00:00, 01-31 00:00, 02-01 00:00"},
      {"0 0 */15 * *", "2026-01-01 00:00", "01-16 00:00, 01-31 00:00, 02-01 00:00"},
      {"0 0 1 */5 *", "2026-01-01 00:00", "06-01 00:00, 11-01 00:00, 2027-01-01 00:00"},
      {"0 0 * * */2", "2026-01-01 00:00", "01-03 00:00, 01-04 00:00, 01-06 00:00, 01-08 00:00"},
      {"5-5 0 * * *", "2026-01-01 00:00", "01-01 00:05, 01-02 00:05"},
      {"1,2-4,10/25 0 * * *", "2026-01-01 00:03", "01-01 00:04, 01-01 00:10, 01-01 00:35"},
  });
}

TEST_CASE("ranges wrap around the end of their field") {
  check({
      {"0 22-2 * * *", "2026-01-01 00:00",
       "01-01 01:00, 01-01 02:00, 01-01 22:00, 01-01 23:00, 01-02 00:00"},
      {"0 22-4/3 * * *", "2026-01-01 00:00", "01-01 01:00, 01-01 04:00, 01-01 22:00, 01-02 01:00"},
      {"58-1 0 * * *", "2026-01-01 00:00", "01-01 00:01, 01-01 00:58, 01-01 00:59"},
      {"0 0 28-3 * *", "2026-02-01 12:00", "02-02 00:00, 02-03 00:00, 02-28 00:00, 03-01 00:00"},
      {"0 0 1 nov-feb *", "2026-01-01 00:00",
       "02-01 00:00, 11-01 00:00, 12-01 00:00, 2027-01-01 00:00"},
      {"0 0 * * fri-mon", "2026-01-01 00:00",
       "01-02 00:00, 01-03 00:00, 01-04 00:00, 01-05 00:00, 01-09 00:00"},
      {"0 0 * * sat-sun", "2026-01-01 00:00", "01-03 00:00, 01-04 00:00, 01-10 00:00"},
      {"0 5-4 * * *", "2026-01-01 03:00", "01-01 04:00, 01-01 05:00"},
  });
}

TEST_CASE("0 and 7 are Sunday, in ranges too") {
  check({
      {"0 0 * * 0", "2026-01-01 00:00", "01-04 00:00, 01-11 00:00"},
      {"0 0 * * 7", "2026-01-01 00:00", "01-04 00:00, 01-11 00:00"},
      {"0 0 * * 7-7", "2026-01-01 00:00", "01-04 00:00, 01-11 00:00"},
      {"0 0 * * 5-7", "2026-01-01 00:00", "01-02 00:00, 01-03 00:00, 01-04 00:00, 01-09 00:00"},
      {"0 0 * * 7-1", "2026-01-01 00:00", "01-04 00:00, 01-05 00:00, 01-11 00:00"},
      {"0 0 * * 5-0", "2026-01-01 00:00", "01-02 00:00, 01-03 00:00, 01-04 00:00, 01-09 00:00"},
      {"0 0 * * 0-7", "2026-01-01 00:00", "01-02 00:00, 01-03 00:00, 01-04 00:00, 01-05 00:00"},
      {"0 0 * * 1-7/2", "2026-01-01 00:00", "01-02 00:00, 01-04 00:00, 01-05 00:00, 01-07 00:00"},
      {"0 0 * * 1/2", "2026-01-01 00:00", "01-02 00:00, 01-05 00:00, 01-07 00:00"},
      {"0 0 * * 7/3", "2026-01-01 00:00", "01-03 00:00, 01-04 00:00, 01-07 00:00"},
  });
}

TEST_CASE("names of months and days, in any case") {
  check({
      {"0 0 1 JAN,Jul *", "2026-01-01 00:00", "07-01 00:00, 2027-01-01 00:00"},
      {"0 0 * * Mon-WED", "2026-01-01 00:00", "01-05 00:00, 01-06 00:00, 01-07 00:00, 01-12 00:00"},
      {"0 0 * * mon-fri/2", "2026-01-05 12:00", "01-07 00:00, 01-09 00:00, 01-12 00:00"},
      {"0 0 1 jan/6 *", "2026-01-01 00:00", "07-01 00:00, 2027-01-01 00:00"},
      {"0 0 * * 1,tue", "2026-01-01 00:00", "01-05 00:00, 01-06 00:00"},
  });
}

TEST_CASE("both day fields restricted: either may match; one begins with * or ?: both must") {
  check({
      {"0 0 13 * 5", "2026-02-01 12:00", "02-06 00:00, 02-13 00:00, 02-20 00:00"},
      {"0 0 13 * *", "2026-02-01 12:00", "02-13 00:00, 03-13 00:00"},
      {"0 0 * * 5", "2026-02-01 12:00", "02-06 00:00, 02-13 00:00"},
      {"0 0 ? * 5", "2026-02-01 12:00", "02-06 00:00, 02-13 00:00"},
      {"0 0 13 * ?", "2026-02-01 12:00", "02-13 00:00, 03-13 00:00"},
      {"0 0 ? * ?", "2026-02-01 12:00", "02-02 00:00"},
      {"0 0 */2 * 5", "2026-01-01 12:00", "01-09 00:00, 01-23 00:00"},
      {"0 0 13 * */5", "2026-01-01 00:00", "02-13 00:00, 03-13 00:00, 09-13 00:00"},
      {"0 0 *,13 * 5", "2026-02-01 12:00", "02-06 00:00, 02-13 00:00"},
      {"0 0 1-31 * 5", "2026-02-01 12:00", "02-02 00:00, 02-03 00:00"},
      {"0 0 29 2 1", "2027-12-31 00:00",
       "2028-02-07 00:00, 2028-02-14 00:00, 2028-02-21 00:00, "
       "2028-02-28 00:00, 2028-02-29 00:00"},
      {"0 0 L * mon", "2026-02-20 12:00", "02-23 00:00, 02-28 00:00, 03-02 00:00"},
  });
}

TEST_CASE("L, L-n, W and LW in day-of-month") {
  check({
      {"0 0 L * *", "2026-01-01 00:00", "01-31 00:00, 02-28 00:00, 03-31 00:00, 04-30 00:00"},
      {"0 0 l 2 *", "2026-01-01 00:00", "02-28 00:00, 2027-02-28 00:00, 2028-02-29 00:00"},
      {"0 0 L-2 * *", "2026-01-01 00:00", "01-29 00:00, 02-26 00:00, 03-29 00:00"},
      {"0 0 L-30 * *", "2026-01-01 12:00", "03-01 00:00, 05-01 00:00, 07-01 00:00"},
      {"0 0 1,15,L * *", "2026-02-01 12:00", "02-15 00:00, 02-28 00:00, 03-01 00:00"},
      // 2026: 15 February is a Sunday, 15 August a Saturday, 15 January a Thursday
      {"0 0 15W * *", "2026-01-01 00:00", "01-15 00:00, 02-16 00:00, 03-16 00:00"},
      {"0 0 15w 8 *", "2026-01-01 00:00", "08-14 00:00"},
      // 1 August is a Saturday, 1 February a Sunday; 31 May a Sunday, 31 October a Saturday
      {"0 0 1W 2,8 *", "2026-01-01 00:00", "02-02 00:00, 08-03 00:00"},
      {"0 0 31W * *", "2026-04-01 00:00", "05-29 00:00, 07-31 00:00, 08-31 00:00, 10-30 00:00"},
      {"0 0 LW * *", "2026-01-01 00:00", "01-30 00:00, 02-27 00:00, 03-31 00:00, 04-30 00:00"},
      {"0 0 29W 2 *", "2026-01-01 00:00", "2028-02-29 00:00"},
      {"0 0 LW,1-2 5 *", "2026-01-01 00:00", "05-01 00:00, 05-02 00:00, 05-29 00:00"},
  });
}

TEST_CASE("# and L in day-of-week") {
  check({
      {"0 0 * * mon#2", "2026-01-01 00:00", "01-12 00:00, 02-09 00:00, 03-09 00:00"},
      {"0 0 * * 5#5", "2026-01-01 00:00", "01-30 00:00, 05-29 00:00, 07-31 00:00"},
      {"0 0 * * 7#1", "2026-01-01 00:00", "01-04 00:00, 02-01 00:00"},
      {"0 0 * * friL", "2026-01-01 00:00", "01-30 00:00, 02-27 00:00, 03-27 00:00"},
      {"0 0 * * 5l", "2026-01-01 00:00", "01-30 00:00, 02-27 00:00, 03-27 00:00"},
      {"0 0 * * 7L", "2026-01-01 00:00", "01-25 00:00, 02-22 00:00"},
      {"0 0 * * mon#1,FRIL,3", "2026-01-01 00:00",
       "01-05 00:00, 01-07 00:00, 01-14 00:00, 01-21 00:00, 01-28 00:00, 01-30 00:00"},
      {"0 0 1 * mon#1", "2026-01-01 00:00", "01-05 00:00, 02-01 00:00, 02-02 00:00"},
  });
}

TEST_CASE("# with L or a minus counts from the end of the month") {
  check({
      {"0 0 * * fri#L", "2026-01-01 00:00", "01-30 00:00, 02-27 00:00, 03-27 00:00"},
      {"0 0 * * fri#l", "2026-01-01 00:00", "01-30 00:00, 02-27 00:00, 03-27 00:00"},
      {"0 0 * * 5#-1", "2026-01-01 00:00", "01-30 00:00, 02-27 00:00, 03-27 00:00"},
      {"0 0 * * fri#-2", "2026-01-01 00:00", "01-23 00:00, 02-20 00:00, 03-20 00:00"},
      {"0 0 * * 7#-3", "2026-01-01 00:00", "01-11 00:00, 02-08 00:00, 03-15 00:00"},
      {"0 0 * * sun#-4", "2026-01-01 00:00", "01-04 00:00, 02-01 00:00, 03-08 00:00"},
      // the first Friday of the months that have five
      {"0 0 * * fri#-5", "2026-01-01 00:00", "01-02 00:00, 05-01 00:00, 07-03 00:00"},
      {"0 0 * 2 sun#-4", "2026-01-01 00:00", "02-01 00:00, 2027-02-07 00:00, 2028-02-06 00:00"},
      {"0 0 * 2 sun#-5", "2026-01-01 00:00", "2032-02-01 00:00"},
      {"0 0 15 * mon#-1", "2026-01-01 00:00", "01-15 00:00, 01-26 00:00, 02-15 00:00"},
  });
}

TEST_CASE("% counts weeks from 2019-01-01, a Tuesday, whatever the year") {
  check({
      {"0 0 * * tue%2+1", "2018-12-20 00:00", "2019-01-01 00:00, 2019-01-15 00:00"},
      {"0 0 * * tue%2", "2018-12-20 00:00", "12-25 00:00, 2019-01-08 00:00"},
      {"0 0 * * mon%2", "2026-01-01 00:00", "01-05 00:00, 01-19 00:00, 02-02 00:00"},
      {"0 0 * * mon%2+1", "2026-01-01 00:00", "01-12 00:00, 01-26 00:00, 02-09 00:00"},
      {"0 0 * * 1%2+2", "2026-01-01 00:00", "01-05 00:00, 01-19 00:00"},
      {"0 0 * * MON%3", "2026-01-01 00:00", "01-05 00:00, 01-26 00:00, 02-16 00:00"},
      {"0 0 * * mon%3+1", "2026-01-01 00:00", "01-12 00:00, 02-02 00:00, 02-23 00:00"},
      {"0 0 * * mon%3+2", "2026-01-01 00:00", "01-19 00:00, 02-09 00:00, 03-02 00:00"},
      // Sunday and Monday are the last two days of a week.
      {"0 0 * * sun%2,mon%2,tue%2", "2026-01-01 00:00",
       "01-04 00:00, 01-05 00:00, 01-13 00:00, 01-18 00:00, 01-19 00:00"},
      {"0 0 * * 7%2", "2026-01-01 00:00", "01-04 00:00, 01-18 00:00"},
      {"0 0 * * mon%1", "2026-01-01 00:00", "01-05 00:00, 01-12 00:00"},
      {"0 0 * * mon%2,wed", "2026-01-01 00:00", "01-05 00:00, 01-07 00:00, 01-14 00:00"},
      {"0 0 * * thu%52", "2026-01-01 00:00", "12-17 00:00, 2027-12-16 00:00"},
      {"0 0 * * mon%2", "1899-12-31 00:00", "1900-01-08 00:00, 1900-01-22 00:00"},
      {"0 0 10 * mon%2", "2026-01-01 00:00", "01-05 00:00, 01-10 00:00, 01-19 00:00"},
      {"0 0 */2 * mon%2", "2026-01-01 00:00", "01-05 00:00, 01-19 00:00, 04-13 00:00"},
  });
}

TEST_CASE("counted weeks are found across more than the 400 years of the calendar") {
  check({
      {"0 0 ? 2 mon%52", "2026-01-01 00:00", "2264-02-29 00:00, 2265-02-27 00:00"},
      {"0 0 */29 2 mon%43+35", "2697-02-01 00:00", "4112-02-01 00:00"},
  });
}

TEST_CASE("macros are what their names say") {
  check({
      {"@yearly", "2026-06-01 00:00", "2027-01-01 00:00, 2028-01-01 00:00"},
      {"@annually", "2026-06-01 00:00", "2027-01-01 00:00"},
      {"@monthly", "2026-06-01 00:00", "07-01 00:00, 08-01 00:00"},
      {"@weekly", "2026-06-01 00:00", "06-07 00:00, 06-14 00:00"},
      {"@daily", "2026-06-01 00:00", "06-02 00:00, 06-03 00:00"},
      {"@midnight", "2026-06-01 00:00", "06-02 00:00"},
      {"@hourly", "2026-06-01 00:00", "06-01 01:00, 06-01 02:00"},
      {"@Daily", "2026-06-01 00:00", "06-02 00:00"},
  });
}

TEST_CASE("the last field may be a time zone, and only what is no weekday is one") {
  for (const auto& [cron, zone] : std::vector<std::pair<std::string, std::string>>{
           {"0 9 * * * Asia/Kolkata", "Asia/Kolkata"},
           {"0 0 9 * * * Etc/GMT+5", "Etc/GMT+5"},
           {"@daily Europe/Copenhagen", "Europe/Copenhagen"},
           {"0 9 * * * system", "system"},
           {"0 9 * * * Z", "Z"},
           {"0 9 * * * HST", "HST"},
           {"0 9 * * mon", ""},
           {"0 0 9 * * friL", ""},
           {"0 0 9 * * MON-FRI", ""},
           {"0 0 9 * * sun,sat", ""},
           {"0 0 9 * * mon#2 America/Port-au-Prince", "America/Port-au-Prince"},
       }) {
    CAPTURE(cron);
    CHECK(CronExpr::parse(cron).zone_name() == zone);
  }
}

TEST_CASE(
    "a schedule whose minute or hour begins with * follows elapsed time; seconds have no say") {
  for (const std::string cron : {"* 2 * * *", "*/5 2 * * *", "0 * * * *", "30 */2 * * *",
                                 "5 0 * * * *", "@hourly", "*,5 2 * * *"}) {
    CAPTURE(cron);
    CHECK(CronExpr::parse(cron).follows_elapsed_time());
  }
  for (const std::string cron : {"0 2 * * *", "0-59 0-23 * * *", "0/5 2 * * *", "* 0 2 * * *",
                                 "*/10 30 2 * * *", "@daily", "5,* 2 * * *"}) {
    CAPTURE(cron);
    CHECK_FALSE(CronExpr::parse(cron).follows_elapsed_time());
  }
}

TEST_CASE("a value that is not allowed is named with what is") {
  check_complaints({
      {"60 * * * *", "minute 60 is not in 0-59 [60]"},
      {"0 25 * * *", "hour 25 is not in 0-23 [25]"},
      {"0 24 * * *", "hour 24 is not in 0-23 [24]"},
      {"0 0 0 * *", "day 0 is not in 1-31 [0]"},
      {"0 0 32 * *", "day 32 is not in 1-31 [32]"},
      {"0 0 * 0 *", "month 0 is not in 1-12 [0]"},
      {"0 0 * 13 *", "month 13 is not in 1-12 [13]"},
      {"0 0 * * 8", "weekday 8 is not in 0-7 [8]"},
      {"60 0 0 * * *", "second 60 is not in 0-59 [60]"},
      {"0 1-25 * * *", "hour 25 is not in 0-23 [25]"},
      {"0 1,2,99999999999999999999 * * *",
       "hour 99999999999999999999 is not in 0-23 [99999999999999999999]"},
      {"x * * * *", "minute \"x\" is not a number in 0-59 [x]"},
      {"1.5 * * * *", "minute \"1.5\" is not a number in 0-59 [1.5]"},
      {"+5 * * * *", "minute \"+5\" is not a number in 0-59 [+5]"},
      {"? * * * *", "minute \"?\" is not a number in 0-59 [?]"},
      {"0 0 ?,5 * *", "? must stand alone in its field [?]"},
      {"0 0 ?/2 * *", "? must stand alone in its field [?/2]"},
      {"0 0 * foo *", "month \"foo\" is not in 1-12 or jan-dec [foo]"},
      {"0 0 * jam *", "month \"jam\" is not in 1-12 or jan-dec: did you mean \"jan\"? [jam]"},
      {"0 0 * june *", "month \"june\" is not in 1-12 or jan-dec: did you mean \"jun\"? [june]"},
      {"0 0 * * monday",
       "weekday \"monday\" is not in 0-7 or sun-sat: did you mean \"mon\"? [monday]"},
  });
}

TEST_CASE("lists, ranges and steps that are malformed say so") {
  check_complaints({
      {"1,,2 * * * *", "minute \"1,,2\" has nothing beside a comma [1,,2]"},
      {", * * * *", "minute \",\" has nothing beside a comma [,]"},
      {"0 0 1, * *", "day \"1,\" has nothing beside a comma [1,]"},
      {"1- * * * *", "minute \"1-\" is not a range such as 0-59 [1-]"},
      {"-1 * * * *", "minute \"-1\" is not a range such as 0-59 [-1]"},
      {"1-2-3 * * * *", "minute \"1-2-3\" is not a range such as 0-59 [1-2-3]"},
      {"*-5 * * * *", "minute \"*\" is not a number in 0-59 [*]"},
      {"/5 * * * *", "minute \"/5\" has nothing before / [/5]"},
      {"*/ * * * *", "step \"\" is not a number in 1-60 []"},
      {"*/x * * * *", "step \"x\" is not a number in 1-60 [x]"},
      {"*/5/5 * * * *", "step \"5/5\" is not a number in 1-60 [5/5]"},
      {"*/0 * * * *", "step 0 of the minute is not in 1-60 [0]"},
      {"*/90 * * * *", "step 90 of the minute is not in 1-60: write every = \"90m\" [90]"},
      {"0 */36 * * *", "step 36 of the hour is not in 1-24: write every = \"36h\" [36]"},
      {"0 0 */45 * *", "step 45 of the day is not in 1-31: write every = \"45d\" [45]"},
      {"0 0 1 */13 *", "step 13 of the month is not in 1-12 [13]"},
      {"** * * * *", "minute \"**\" is not a number in 0-59 [**]"},
  });
}

TEST_CASE("L, W and # that are malformed say so") {
  check_complaints({
      {"0 0 * * L", "weekday \"L\" needs a day before the L: friL is the last friday [L]"},
      {"0 0 0 * * l", "weekday \"l\" needs a day before the L: friL is the last friday [l]"},
      {"0 0 W * *", "day \"W\" needs a day before the W, as in 15W [W]"},
      {"0 0 32W * *", "day 32 is not in 1-31 [32]"},
      {"0 0 1-5W * *", "day \"1-5\" is not a number in 1-31 [1-5]"},
      {"0 0 L-0 * *", "days before the last 0 is not in 1-30 [0]"},
      {"0 0 L-31 * *", "days before the last 31 is not in 1-30 [31]"},
      {"0 0 L-2W * *", "day \"L-2\" is not a number in 1-31 [L-2]"},
      {"0 0 Lx * *", "day \"Lx\" is not L, L-n or LW [Lx]"},
      {"0 0 L/2 * *", "day \"L/2\" is not L, L-n or LW [L/2]"},
      {"0 0 * * mon#0", "place in the month 0 is not in 1-5 [0]"},
      {"0 0 * * mon#6", "place in the month 6 is not in 1-5 [6]"},
      {"0 0 * * mon#-0", "place from the end of the month 0 is not in 1-5 [0]"},
      {"0 0 * * mon#-6", "place from the end of the month 6 is not in 1-5 [6]"},
      {"0 0 * * mon#-", "place from the end of the month \"\" is not a number in 1-5 []"},
      {"0 0 * * mon#--1", "place from the end of the month \"-1\" is not a number in 1-5 [-1]"},
      {"0 0 * * mon%", "number of weeks \"\" is not a number in 1-52 []"},
      {"0 0 * * mon%0", "number of weeks 0 is not in 1-52 [0]"},
      {"0 0 * * mon%53", "number of weeks 53 is not in 1-52 [53]"},
      {"0 0 * * mon%2-1", "number of weeks \"2-1\" is not a number in 1-52 [2-1]"},
      {"0 0 * * mon%2+", "number after the + \"\" is not a number in 0-52 []"},
      {"0 0 * * mon%2+x", "number after the + \"x\" is not a number in 0-52 [x]"},
      {"0 0 * * %2", "weekday \"\" is not in 0-7 or sun-sat []"},
      {"0 0 * * mon-fri%2",
       "weekday \"mon-fri\" is not in 0-7 or sun-sat: did you mean \"mon\"? [mon-fri]"},
      {"0 0 1%2 * *", "day \"1%2\" is not a number in 1-31 [1%2]"},
      {"0 0 * * mon#", "place in the month \"\" is not a number in 1-5 []"},
      {"0 0 * * #2", "weekday \"\" is not in 0-7 or sun-sat []"},
      {"0 0 * * mon-wed#2",
       "weekday \"mon-wed\" is not in 0-7 or sun-sat: did you mean \"mon\"? [mon-wed]"},
      {"0 L * * *", "hour \"L\" is not a number in 0-23 [L]"},
  });
}

TEST_CASE("the wrong number of fields is counted") {
  check_complaints({
      {"", "the expression is empty []"},
      {"   ", "the expression is empty [   ]"},
      {"*", "found 1 field: 5 are needed, or 6 with the seconds first [*]"},
      {"* * * *", "found 4 fields: 5 are needed, or 6 with the seconds first [* * * *]"},
      {"* * * * * * *",
       "found 7 fields: 5 are needed, or 6 with the seconds first [* * * * * * *]"},
      {"* * * * Asia/Kolkata",
       "found 4 fields and a time zone: 5 are needed, or 6 with the seconds first "
       "[* * * * Asia/Kolkata]"},
      {"@dayly",
       "\"@dayly\" is not one of @yearly @annually @monthly @weekly @daily @midnight @hourly "
       "[@dayly]"},
      {"@every 5m",
       "\"@every\" is not one of @yearly @annually @monthly @weekly @daily @midnight @hourly: "
       "write every = \"…\" instead of cron [@every]"},
      {"@reboot",
       "\"@reboot\" is not one of @yearly @annually @monthly @weekly @daily @midnight @hourly "
       "[@reboot]"},
      {"@daily 5", "only a time zone may follow @daily [5]"},
      {"* * * * * Asia/K\x01lk",
       "the last field \"Asia/K\\x01lk\" is neither a weekday nor a time zone [Asia/K\x01lk]"},
      {"1\n* * * * *", "minute \"1\\n*\" is not a number in 0-59 [1\n*]"},
  });
}

TEST_CASE("an expression that can never match is refused") {
  const std::string never = "no date matches, in no year: it would never fire";
  check_complaints({
      {"0 0 30 2 *", never + " [0 0 30 2 *]"},
      {"0 0 31 4,6,9,11 *", never + " [0 0 31 4,6,9,11 *]"},
      {"0 0 30,31 2 ?", never + " [0 0 30,31 2 ?]"},
      {"0 0 30W 2 *", never + " [0 0 30W 2 *]"},
      {"0 0 L-30 2,4 *", never + " [0 0 L-30 2,4 *]"},
      {"0 0 L-29 2 *", never + " [0 0 L-29 2 *]"},
  });
  for (const std::string cron : {"0 0 29 2 *", "0 0 30 2 mon", "0 0 L-28 2 *", "0 0 31 1,2 *",
                                 "0 0 * 2 mon#5", "0 0 29 2 */5"}) {
    CAPTURE(cron);
    CHECK(complaint(cron) == "none");
  }
}

TEST_CASE("rare matches are found across the centuries") {
  check({
      {"0 0 29 2 *", "1896-03-01 00:00", "1904-02-29 00:00, 1908-02-29 00:00"},
      {"0 0 29 2 *", "2096-02-29 00:00", "2104-02-29 00:00"},
      {"0 0 29 2 */6", "2000-03-01 00:00", "2004-02-29 00:00, 2020-02-29 00:00, 2032-02-29 00:00"},
      {"0 0 * 2 mon#5", "2001-01-01 00:00", "2016-02-29 00:00, 2044-02-29 00:00"},
      {"0 0 1 1 *", "9998-06-01 00:00", "9999-01-01 00:00, none"},
      {"* * * * *", "9999-12-31 23:58", "12-31 23:59, none"},
      {"0 0 1 1 *", "0001-01-01 00:00", "0002-01-01 00:00"},
  });
}

TEST_CASE("a match that is 28 years away is not walked to, nor one of 238 years") {
  for (const char* cron : {"0 0 * 2 mon#5", "0 0 ? 2 mon%52"}) {
    const CronExpr expr = CronExpr::parse(cron);
    // A walk over minutes would take 14,725,440,000 steps: it would not end while anybody waits.
    for (int i = 0; i < 1000; ++i) {
      MatchingMonth month;
      REQUIRE(expr.next(*parse_wall_clock("2026-03-01"), month));
    }
  }
}

TEST_CASE("a month that is kept from an earlier call changes nothing") {
  for (const char* cron :
       {"*/7 * * * *", "0 9 31 * *", "0 0 29 2 *", "0 0 L * *", "0 0 * 2 mon#5"}) {
    const CronExpr expr = CronExpr::parse(cron);
    MatchingMonth kept;
    // There and back again, over the ends of months and years, in steps that end on no boundary.
    for (long step : {7'654'321L, -3'456'789L, 86'399L}) {
      WallClock after = *parse_wall_clock("2024-01-31 23:59");
      for (int i = 0; i < 200; ++i, after += Seconds{step}) {
        MatchingMonth fresh;
        CAPTURE(cron);
        CAPTURE(format_instant(Instant{after.time_since_epoch()}));
        REQUIRE(expr.next(after, kept) == expr.next(after, fresh));
      }
    }
  }
}

TEST_CASE("expressions that mean the same have one canonical form") {
  const auto canonical = [](const char* cron) { return CronExpr::parse(cron).canonical(); };
  CHECK(canonical("0 9 * * 1-5") == canonical("0  9 ? * MON,TUE,wed-fri"));
  CHECK(canonical("0 0 * * 0") == canonical("@weekly"));
  CHECK(canonical("0 0 0 * * 7") == canonical("@weekly"));
  CHECK(canonical("*/60 * * * *") == canonical("0 */1 1-31,* * *"));
  CHECK(canonical("0 9 1-31 * 1") == canonical("0 9 * * *"));
  CHECK(canonical("0 9 * * * Asia/Kolkata") == canonical("0 9 * * *"));
  CHECK(canonical("0 9 13 * 5") != canonical("0 9 13 * *"));
  CHECK(canonical("0 9 */2 * 5") != canonical("0 9 1-31/2 * 5"));
  CHECK(canonical("0 9 * * 5") != canonical("0 9 * * 5L"));
  CHECK(canonical("0 9 * * 5#1") != canonical("0 9 * * 5#2"));
  CHECK(canonical("0 9 L * *") != canonical("0 9 LW * *"));
  CHECK(canonical("0 9 L-1 * *") != canonical("0 9 1W * *"));
  CHECK(canonical("0 9 * * friL") == canonical("0 9 * * 5#-1"));
  CHECK(canonical("0 9 * * fri#L") == canonical("0 9 * * 5#-1"));
  CHECK(canonical("0 9 * * 5#-1") != canonical("0 9 * * 5#-2"));
  CHECK(canonical("0 9 * * mon%2,tue%3") == canonical("0 9 * * 2%3+3,1%2+2,1%2"));
  CHECK(canonical("0 9 * * mon,mon%2") == canonical("0 9 * * 1"));
  CHECK(canonical("0 9 * * mon%1,mon%2") == canonical("0 9 * * 1"));
  CHECK(canonical("0 9 * * mon%2") != canonical("0 9 * * mon%2+1"));
  // Not the same: they differ when the clocks change.
  CHECK(canonical("0 0-23 * * *") != canonical("0 * * * *"));
  // Written into Redis: it must not change with a new version.
  CHECK(canonical("30 2 * * *") == "fixed 1 40000000 4 1ffe *");
  CHECK(canonical("*/20 0 9 L-3,15W * mon#2,friL") ==
        "fixed 10000100001 1 200 1ffe 0.8.8000.0|0.002000000.20");
  CHECK(canonical("*/5 0 15W,L-2 * mon#2,friL") ==
        "elapsed 1 84210842108421 1 1ffe 0.4.8000.0|0.002000000.20");
  CHECK(canonical("0 9 * * mon#-2,fri#-1,tue%2,mon%3+1") ==
        "fixed 1 1 200 1ffe fffffffe.0.0.0&0.000000000.20-2-0-0-0,1%3+1,2%2");
}

TEST_CASE("an expression that was not parsed matches nothing") {
  MatchingMonth month;
  CHECK_FALSE(CronExpr().next(*parse_wall_clock("2026-01-01"), month));
}
