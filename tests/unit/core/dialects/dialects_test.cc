// How the dialects of other schedulers are read: rows of what was there and what it becomes.
#include <doctest/doctest.h>

#include "core/dialects/exq_cron.h"
#include "core/dialects/fugit_cron.h"
#include "core/dialects/rufus_time.h"

namespace sidetick {
namespace {

struct Row {
  const char* text;
  const char* becomes;  ///< "KEY TEXT [ZONE]", or "left out: " and the beginning of the reason
};

std::string translated(Translated (*translate)(std::string_view), const char* text) {
  try {
    const Translated result = translate(text);
    return result.key + " " + result.text + (result.zone.empty() ? "" : " [" + result.zone + "]");
  } catch (const Untranslatable& error) {
    return std::string("left out: ") + error.what();
  }
}

template <std::size_t N>
void check_rows(Translated (*translate)(std::string_view), const Row (&rows)[N]) {
  for (const Row& row : rows) {
    const std::string text = row.text;
    CAPTURE(text);
    const std::string becomes = row.becomes;
    const bool left_out = becomes.starts_with("left out");
    const std::string got = translated(translate, row.text);
    CHECK((left_out ? got.substr(0, becomes.size()) : got) == becomes);
  }
}

TEST_CASE("fugit: an expression that means the same stays as it is written") {
  constexpr Row rows[]{
      {"0 9 * * mon-fri", "cron 0 9 * * mon-fri"},
      {"*/5  *\t* * *", "cron */5 * * * *"},
      {"30 4 1,15 * 5", "cron 30 4 1,15 * 5"},
      {"15 30 6 * * SAT", "cron 15 30 6 * * SAT"},
      {"0 22-2/2 * NOV-feb *", "cron 0 22-2/2 * NOV-feb *"},
      {"0 9 * * mon#2", "cron 0 9 * * mon#2"},
      {"0 0 L * *", "cron 0 0 L * *"},
      {"0 9 * * fri#L", "cron 0 9 * * fri#L"},
      {"0 9 * * fri#-1", "cron 0 9 * * fri#-1"},
      {"0 9 * * fri#-2,mon", "cron 0 9 * * fri#-2,mon"},
      {"0 9 * * mon%2", "cron 0 9 * * mon%2"},
      {"0 9 1 * mon%3+1,7%4", "cron 0 9 1 * mon%3+1,7%4"},
  };
  check_rows(translate_fugit, rows);
}

TEST_CASE("fugit: what it reads differently is written out") {
  constexpr Row rows[]{
      {"5/1 * * * *", "cron 5 * * * *"},
      {"/15 * * * *", "cron 0,15,30,45 * * * *"},
      {"0 */27 * * *", "cron 0 0 * * *"},
      {"0 24 * * *", "cron 0 0 * * *"},
      {"0 0 */10 * mon", "cron 0 0 1,11,21,31 * 1"},
      {"0 0 1 * */2", "cron 0 0 1 * 0,2,4,6"},
      {"0 0 * * 1/2", "cron 0 0 * * 1"},
      {"0 0 * * 5-1/2", "cron 0 0 * * *"},
      {"0 0 -1 * *", "cron 0 0 L * *"},
      {"0 0 -7--5 * *", "cron 0 0 L-4,L-5,L-6 * *"},
      {"0 0 last * *", "cron 0 0 L * *"},
      {"0 9 * * fri#last", "cron 0 9 * * 5L"},
      {"0 9 * * fri#-2,fri#last", "cron 0 9 * * 5#-2"},
      {"0 9 * * mon%3,mon%2+5,tue%52", "cron 0 9 * * 1%2+1,2%52"},
      {"0 9 * * mon%2,mon", "cron 0 9 * * mon%2,mon"},
      {"0 9 * * mon%2+100", "cron 0 9 * * 1%2"},
      {"0 9 1-7& * mon%2", "cron 0 9 */31,2-7 * 1%2"},
      {"0 9 * * mon#1,mon#3", "cron 0 9 * * 1#1"},
      {"0 0 30 2,3 mon", "cron 0 0 30 3 1"},
      {"0 0 1-7& * mon", "cron 0 0 */31,2-7 * 1"},
      {"0 0 13 * sun&", "cron 0 0 13 * */7"},
      {"@noon", "cron 0 12 * * *"},
  };
  check_rows(translate_fugit, rows);
}

TEST_CASE("fugit: a zone at the end") {
  constexpr Row rows[]{
      {"0 9 * * * Asia/Kolkata", "cron 0 9 * * * [Asia/Kolkata]"},
      {"30 0 9 * * MON UTC", "cron 30 0 9 * * MON [UTC]"},
      {"0 9 * * MON", "cron 0 9 * * MON"},
      {"0 9 * * * +09:00", "cron 0 9 * * * [Etc/GMT-9]"},
      {"0 9 * * * -03:00", "cron 0 9 * * * [Etc/GMT+3]"},
      {"0 9 * * * +00:00", "cron 0 9 * * * [UTC]"},
      {"0 9 * * * +05:30", "left out: zone \"+05:30\""},
      {"0 9 * * * -13:00", "left out: zone \"-13:00\""},
  };
  check_rows(translate_fugit, rows);
}

TEST_CASE("fugit: what sidetick has no equal for, and what fugit does not read") {
  constexpr Row rows[]{
      {"0 9 * * mon%53", "left out: weekday \"mon%53\": sidetick counts up to 52 weeks"},
      {"0 9 * * mon%0", "left out: fugit does not read weekday \"mon%0\""},
      {"0 9 * * mon%2#1", "left out: fugit does not read weekday \"mon%2#1\""},
      {"0 9 * * mon%2,mon#1", "left out: fugit does not read weekday \"mon%2,mon#1\""},
      {"0 9 * * fri#-6", "left out: fugit does not read weekday \"fri#-6\""},
      {"0 9 13& * fri", "left out: both the day of the month and the weekday must match"},
      {"@reboot", "left out: @reboot is no time"},
      {"@often", "left out: fugit has no such word"},
      {"0 0 31 4 *", "left out: it never fires"},
      {"0 */0 * * *", "left out: fugit does not read hour \"*/0\""},
      {"60 * * * *", "left out: fugit does not read minute \"60\""},
      {"0 0 15W * *", "left out: fugit does not read day \"15W\""},
      {"0 0 -5-5 * *", "left out: fugit does not read day"},
      {"* * * *", "left out: fugit reads five fields"},
      {"", "left out: the expression is empty"},
      {"5m", "left out: fugit reads five fields"},
      {"every blue moon", "left out: words that sidetick does not know"},
      {"every", "left out: words"},
      {"every day at 25:00", "left out: words"},
      {"every 5 minutes at noon", "left out: words"},
      {"every 2 weeks", "left out: words"},
  };
  check_rows(translate_fugit, rows);
}

TEST_CASE("fugit: what its versions read differently is noted") {
  const auto notes = [](const char* text) { return translate_fugit(text).notes; };
  CHECK(notes("0 9 * * mon%2+1,fri%4+2").empty());
  CHECK(notes("0 9 * * mon%3+1") ==
        std::vector<std::string>{
            "%n+m here is as in fugit 1.7 and later: before, it was the weeks of %n+(n-m)"});
  CHECK(notes("0 9 * * tue%2") ==
        std::vector<std::string>{"with daylight saving, et-orbi before August 2026 takes a Tuesday "
                                 "in summer for a day of the week before"});
  CHECK(notes("0 9 * * mon%2,mon%3") ==
        std::vector<std::string>{"of several % of one weekday fugit heeds the first alone: so it "
                                 "is here, but you may have meant all"});
}

TEST_CASE("fugit: words") {
  constexpr Row rows[]{
      {"every 5 minutes", "cron */5 * * * *"},
      {"every 15 seconds", "cron */15 * * * * *"},
      {"every 27 hours", "cron 0 0 * * *"},
      {"Every day at Noon", "cron 0 12 * * *"},
      {"every day at 5 pm", "cron 0 17 * * *"},
      {"every day at 9:00 and 17:00", "cron 0 9,17 * * *"},
      {"every day at 16:15 and 18:30", "cron 15 16 * * *"},
      {"every day at 8:00 and 8:30", "cron 0,30 8 * * *"},
      {"every monday and friday at five", "cron 0 5 * * 1,5"},
      {"every mon-fri at 22:30 in Europe/Berlin", "cron 30 22 * * 1,2,3,4,5 [Europe/Berlin]"},
      {"from monday to friday at 9:00", "cron 0 9 * * 1,2,3,4,5"},
      {"every month on days 1,15 at 10:00", "cron 0 10 1,15 * *"},
      {"every 3 months", "cron 0 0 1 */3 *"},
      {"every year", "cron 0 0 1 1 *"},
  };
  check_rows(translate_fugit, rows);
}

TEST_CASE("exq-scheduler: both day fields must match, and */n are the values that n divides") {
  constexpr Row rows[]{
      {"0 9 * * 1 *", "cron 0 9 * * 1"},
      {"0 9 1-7 * 1 *", "cron 0 9 */31,2-7 * 1"},
      {"0 9 13 * 0 *", "cron 0 9 13 * */7"},
      {"0 0 */5 * *", "cron 0 0 5,10,15,20,25,30 * *"},
      {"*/15 * * * * *", "cron */15 * * * *"},
      {"0 0 * */5 * *", "cron 0 0 * 5,10 *"},
      {"0 0 * * */2 *", "cron 0 0 * * 2,4,6"},
      {"0 0 L * * *", "cron 0 0 L * *"},
      {"0 0 LW * * *", "cron 0 0 LW * *"},
      {"0 0 * L L *", "cron 0 0 * 12 0"},
      {"0 0 * * 5L *", "cron 0 0 * * 5L"},
      {"0 9 * * * * Asia/Kolkata", "cron 0 9 * * * [Asia/Kolkata]"},
      {"30 9 24 12 * 2030", "at 2030-12-24T09:30:00"},
      {"0 9 * * * 2030", "left out: its sixth field is a year"},
      {"0 9 13 * 5 *", "left out: in exq-scheduler the day of the month and the weekday"},
      {"0 25 * * * *", "left out: exq-scheduler does not read hour \"25\""},
      {"* * * *", "left out: exq-scheduler reads five fields"},
  };
  check_rows(translate_exq_cron, rows);
}

TEST_CASE("rufus-scheduler: durations and times") {
  constexpr Row durations[]{
      {"45m", "every 45m"},
      {"1h30m", "every 1h30m"},
      {"1 hour and 30 minutes", "every 1h30m"},
      {"90", "every 1m30s"},
      {"1.5h", "every 1h30m"},
      {"1M", "every 30d"},
      {"PT1H30M", "every 1h30m"},
      {"P1DT1M", "every 1d1m"},
      {"0.5s", "left out: sidetick counts"},
      {"-5m", "left out: a dur"},
      {"often", "left out: a duration"},
  };
  check_rows(translate_every, durations);
  constexpr Row times[]{
      {"2030/12/12 23:30:00 Europe/Madrid", "at 2030-12-12T23:30:00 [Europe/Madrid]"},
      {"2030-12-12T23:30:00Z", "at 2030-12-12T23:30:00Z"},
      {"2030-12-12 23:30:00 +02:00", "at 2030-12-12T21:30:00Z"},
      {"2030-12-12 23:30:00 +0200", "at 2030-12-12T21:30:00Z"},
      {"2030-12-12 23:30 -0330", "at 2030-12-13T03:00:00Z"},
      {"2030-12-12 +02:00", "left out: a time"},
      {"next tuesday", "left out: a time"},
  };
  check_rows(translate_at, times);
}

}  // namespace
}  // namespace sidetick
