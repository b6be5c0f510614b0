#include "core/plan/room.h"

#include <doctest/doctest.h>

#include "support/schedules.h"

using namespace sidetick;

namespace {

Schedule limited(const std::string& queue, std::uint32_t max_backlog) {
  Schedule schedule = test::cron_schedule(queue, "* * * * *");
  schedule.job.queue = queue;
  schedule.max_backlog = max_backlog;
  return schedule;
}

}  // namespace

TEST_CASE("there is room up to the limit, and what goes in counts") {
  Room room({{"a", 1}});
  const Schedule three = limited("a", 3);
  CHECK(room.take(three, 0));
  CHECK(room.take(three, 0));
  CHECK(room.length("a") == 3);
  CHECK_FALSE(room.take(three, 0));
  CHECK(room.waits(0));
  CHECK(room.length("a") == 3);
}

TEST_CASE("a schedule without a limit goes in, and counts for those that have one") {
  Room room({{"a", 0}});
  CHECK(room.take(limited("a", 0), 0));
  CHECK_FALSE(room.take(limited("a", 1), 1));
  CHECK(room.take(limited("a", 0), 0));
  CHECK(room.take(limited("a", 3), 2));
}

TEST_CASE("limits are those of the schedule, and lengths those of its queue") {
  Room room({{"a", 2}, {"b", 9}});
  CHECK_FALSE(room.take(limited("a", 2), 0));
  CHECK(room.take(limited("a", 5), 1));
  CHECK_FALSE(room.take(limited("b", 5), 2));
  CHECK(room.take(limited("c", 0), 3));
}
