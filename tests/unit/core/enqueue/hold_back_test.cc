// Ticks that wait for room, against a plain evaluator: one tick after the other, with nothing shared.

#include "core/enqueue/hold_back.h"

#include <doctest/doctest.h>

#include <random>

#include "support/schedules.h"

using namespace sidetick;
using test::at;
using test::cron_schedule;

namespace {

/// Schedules with due ticks, and what Redis holds.
struct World {
  std::vector<Schedule> schedules;
  std::vector<SchedulePlan> plans;
  QueueLengths lengths;

  void add(const std::string& queue, std::uint32_t max_backlog, const std::vector<int>& minutes) {
    Schedule schedule = cron_schedule("s" + std::to_string(schedules.size()), "* * * * *");
    schedule.job.queue = queue;
    schedule.max_backlog = max_backlog;
    SchedulePlan plan{};
    plan.schedule = schedules.size();
    for (const int minute : minutes) plan.due.push_back(tick(minute));
    plan.start.at = tick(0);
    plan.cursor.at = tick(60);
    plan.needs_write = true;
    schedules.push_back(std::move(schedule));
    plans.push_back(std::move(plan));
  }

  static Instant tick(int minute) { return at("2026-03-01 12:00") + std::chrono::minutes{minute}; }
  Batch batch() const { return BatchMaker(schedules, plans).next({}, {}, "", ClockTime{tick(60)}); }
};

std::string job_text(const Batch& batch) {
  std::string text;
  for (const auto& job : batch.jobs) {
    const auto minute = date::floor<std::chrono::minutes>(job.tick - World::tick(0));
    text += "s" + std::to_string(job.schedule) + ":" + std::to_string(minute.count()) + " ";
  }
  return text;
}

JobCheckResult found_of(const World& world, const Batch& batch) {
  JobCheckResult found;
  found.pushed.resize(batch.jobs.size());
  found.queue_lengths = world.lengths;
  return found;
}

}  // namespace

TEST_CASE("what waits is taken out, in order of time over all, and the cursor stays before it") {
  World world;
  world.add("a", 3, {1, 2, 3});
  world.add("a", 0, {1, 2, 3});
  world.add("a", 1, {2});
  world.lengths["a"] = 0;
  Batch batch = world.batch();
  JobCheckResult found = found_of(world, batch);
  const auto waiting = hold_back(world.schedules, world.plans, batch, found);
  CHECK(job_text(batch) == "s0:1 s1:1 s0:2 s1:2 s1:3 ");
  CHECK(found.pushed.size() == 5);
  REQUIRE(waiting.size() == 2);
  CHECK(waiting[0].schedule == 0);
  CHECK(waiting[0].first == World::tick(3));
  CHECK(waiting[0].count == 1);
  CHECK(batch.cursors.at(0).at == World::tick(3) - Seconds{1});
  CHECK(batch.cursors.at(1).at == World::tick(60));
  CHECK_FALSE(batch.cursors.contains(2));
}

TEST_CASE("what is to be written besides is written, with the cursor before what waits") {
  World world;
  world.add("a", 1, {5, 6});
  world.lengths["a"] = 1;
  world.plans[0].more_to_write = true;
  world.plans[0].publish = true;
  world.plans[0].cursor.page = 7;
  Batch batch = world.batch();
  JobCheckResult found = found_of(world, batch);
  CHECK(hold_back(world.schedules, world.plans, batch, found).size() == 1);
  CHECK(batch.jobs.empty());
  CHECK(batch.cursors.at(0).at == World::tick(5) - Seconds{1});
  CHECK(batch.cursors.at(0).next == World::tick(5));
  CHECK(batch.cursors.at(0).page == 7);
  CHECK(batch.page.contains(0));
  world.plans[0].keep_cursor = true;
  batch = world.batch();
  found = found_of(world, batch);
  hold_back(world.schedules, world.plans, batch, found);
  CHECK(batch.cursors.empty());
}

TEST_CASE("which ticks wait is what a plain evaluator says, whatever the limits") {
  std::mt19937 random(16);
  const auto below = [&](std::size_t end) { return random() % end; };
  for (int round = 0; round < 2000; ++round) {
    World world;
    for (std::size_t i = 0; i <= below(4); ++i) {
      std::vector<int> minutes;
      for (int minute = 1; minute < 8; ++minute) {
        if (below(2) == 0) minutes.push_back(minute);
      }
      const auto limit = static_cast<std::uint32_t>(below(6));
      if (!minutes.empty()) world.add(below(2) == 0 ? "a" : "b", limit, minutes);
    }
    for (const auto& schedule : world.schedules) {
      if (schedule.max_backlog > 0) world.lengths[schedule.job.queue] = below(7);
    }
    Batch batch = world.batch();
    JobCheckResult found = found_of(world, batch);
    for (std::size_t i = 0; i < found.pushed.size(); ++i) found.pushed[i] = below(5) == 0;

    std::map<std::string, std::size_t> length = world.lengths;
    std::map<std::size_t, std::size_t> waiting;
    Batch expected;
    for (std::size_t i = 0; i < batch.jobs.size(); ++i) {
      const auto& job = batch.jobs[i];
      const auto& schedule = world.schedules[job.schedule];
      const bool is_full =
          schedule.max_backlog > 0 && length[schedule.job.queue] >= schedule.max_backlog;
      if (waiting.contains(job.schedule) || (is_full && !found.pushed[i])) {
        ++waiting[job.schedule];
        continue;
      }
      if (!found.pushed[i]) ++length[schedule.job.queue];
      expected.jobs.push_back({job.schedule, job.tick, ""});
    }

    const auto held = hold_back(world.schedules, world.plans, batch, found);
    CHECK(job_text(batch) == job_text(expected));
    CHECK(found.pushed.size() == batch.jobs.size());
    CHECK(held.size() == waiting.size());
    for (const auto& ticks : held) {
      CHECK(ticks.count == waiting[ticks.schedule]);
      const bool has_gone_on = std::ranges::any_of(
          batch.jobs, [&](const auto& job) { return job.schedule == ticks.schedule; });
      CHECK(batch.cursors.contains(ticks.schedule) == has_gone_on);
      if (!has_gone_on) continue;
      CHECK(batch.cursors[ticks.schedule].at == ticks.first - Seconds{1});
    }
  }
}
