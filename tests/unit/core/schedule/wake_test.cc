// When a run that stays looks again.
#include "core/schedule/wake.h"

#include <doctest/doctest.h>

#include "support/schedules.h"
#include "support/tick_text.h"

using namespace sidetick;
using test::at;
using test::cron_schedule;

namespace {

std::string wake(const std::vector<Schedule>& schedules, const char* after) {
  return tick_text(next_wake(schedules, at(after)), *Zone::utc());
}

}  // namespace

TEST_CASE("a run that stays looks again at the first tick or the next full minute") {
  const Schedule hourly = cron_schedule("hourly", "0 * * * *");
  const Schedule often = cron_schedule("often", "*/20 * * * * *");
  CHECK(wake({}, "2026-11-24 10:00:00") == "2026-11-24 10:01 +00:00");
  CHECK(wake({hourly}, "2026-11-24 10:00:30") == "2026-11-24 10:01 +00:00");
  CHECK(wake({hourly, often}, "2026-11-24 10:00:00") == "2026-11-24 10:00:20 +00:00");
  CHECK(wake({often, hourly}, "2026-11-24 10:00:20") == "2026-11-24 10:00:40 +00:00");
  CHECK(wake({often, hourly}, "2026-11-24 10:00:59") == "2026-11-24 10:01 +00:00");
}

TEST_CASE("a schedule that the file has off wakes nobody") {
  Schedule often = cron_schedule("often", "*/20 * * * * *");
  often.enabled = false;
  CHECK(wake({often}, "2026-11-24 10:00:00") == "2026-11-24 10:01 +00:00");
}
