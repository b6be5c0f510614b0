// The loader: what a file says is what the schedules and settings hold.
#include "config/load.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/loaded_config.h"

using namespace sidetick;

namespace {

Schedule only_schedule(const std::string& text) {
  Config config = load(text);
  for (const Problem& problem : config.problems) FAIL(problem.message());
  REQUIRE(config.schedules.size() == 1);
  return config.schedules.front();
}

}  // namespace

TEST_CASE("what is not said has its default") {
  const Config config = load(right);
  const Settings& settings = config.settings;
  CHECK(settings.history == std::chrono::hours{24 * 7});
  CHECK(settings.clock_tolerance == Seconds{5});
  CHECK(settings.redis.display() == "redis://127.0.0.1:6379/0");
  CHECK(settings.redis.key_namespace.empty());
  CHECK(settings.redis.connect_timeout == Milliseconds{2000});
  CHECK(settings.redis.deadline == Milliseconds{25000});
  const Schedule schedule = only_schedule(right);
  CHECK(schedule.name == "report");
  CHECK(schedule.expression == "0 * * * *");
  CHECK(schedule.zone->name() == "UTC");
  CHECK(schedule.job.class_name == "ReportWorker");
  CHECK(schedule.job.queue == "default");
  CHECK(schedule.job.args == "[]");
  CHECK(schedule.job.retry == "true");
  CHECK(schedule.job.extra.empty());
  CHECK(schedule.enabled);
  CHECK(schedule.missed == Missed::all);
  CHECK(schedule.first_run == FirstRun::now);
  CHECK(schedule.window == std::chrono::hours{1});
}

TEST_CASE("defaults hold for a schedule that does not say otherwise, and job tables are merged") {
  const std::string defaults =
      "missed_jobs_window = \"2h\"\n[defaults]\nqueue = \"low\"\nretry = 3\n"
      "time_zone = \"Asia/Tokyo\"\nmissed = \"latest\"\nfirst_run = \"window\"\nenabled = false\n"
      "job = { tags = [\"a\"], backtrace = 1 }\n";
  const Schedule taken = only_schedule(defaults + right);
  CHECK(taken.job.queue == "low");
  CHECK(taken.job.retry == "3");
  CHECK(taken.zone->name() == "Asia/Tokyo");
  CHECK(taken.missed == Missed::latest);
  CHECK(taken.first_run == FirstRun::window);
  CHECK_FALSE(taken.enabled);
  CHECK(taken.window == std::chrono::hours{2});
  const Schedule own = only_schedule(
      defaults + right +
      "queue = \"high\"\nretry = false\ntime_zone = \"Europe/Berlin\"\nmissed = \"all\"\n"
      "first_run = \"now\"\nenabled = true\nmissed_jobs_window = \"3h\"\njob = { backtrace = 2 "
      "}\n");
  CHECK(own.job.queue == "high");
  CHECK(own.job.retry == "false");
  CHECK(own.zone->name() == "Europe/Berlin");
  CHECK(own.missed == Missed::all);
  CHECK(own.first_run == FirstRun::now);
  CHECK(own.enabled);
  CHECK(own.window == std::chrono::hours{3});
  CHECK(own.job.extra.at("tags") == "[\"a\"]");
  CHECK(own.job.extra.at("backtrace") == "2");
}

TEST_CASE("arguments become JSON: integers exact, floats with a point, dates as strings") {
  const Schedule schedule = only_schedule(
      right +
      "args = [9007199254740993, -1, 1.0, 1e300, 0.1, -0.0, true, \"a\\\"\\\\\\u0000\\n\\u2028é\", "
      "2026-03-29, 07:30:00.250, 2026-03-29T01:00:00Z, 2026-03-29T01:00:00.5-02:30, "
      "2026-03-29T01:00:00, [], {}, [[1], {b = 1, a = [2]}]]\n");
  CHECK(schedule.job.args ==
        "[9007199254740993,-1,1.0,1e+300,0.1,-0.0,true,\"a\\\"\\\\\\u0000\\n\u2028é\","
        "\"2026-03-29\",\"07:30:00.25\",\"2026-03-29T01:00:00Z\",\"2026-03-29T01:00:00.5-02:30\","
        "\"2026-03-29T01:00:00\",[],{},[[1],{\"a\":[2],\"b\":1}]]");
}

TEST_CASE("the zone in an expression wins over a file's, and every and at know the schedule's") {
  const std::string zone = "time_zone = \"Asia/Tokyo\"\n[schedules.a]\nclass = \"X\"\n";
  CHECK(only_schedule(zone + "cron = \"0 9 * * * Europe/Berlin\"\n").zone->name() ==
        "Europe/Berlin");
  const Schedule at = only_schedule(zone + "at = 2026-01-01T09:00:00\n");
  CHECK(at.expression == "2026-01-01T00:00:00Z");
  CHECK(at.timing.as<At>()->instant == *parse_instant("2026-01-01T00:00:00Z"));
  const Schedule every =
      only_schedule(zone + "every = \"45m\"\nanchor = 2026-01-01T00:10:00+01:00\n");
  CHECK(every.expression == "45m");
  CHECK(every.timing.as<Every>()->period == std::chrono::minutes{45});
  CHECK(every.timing.as<Every>()->anchor == *parse_instant("2025-12-31T23:10:00Z"));
  CHECK(next_tick(every.timing, *every.zone, earliest_instant) == every.timing.as<Every>()->anchor);
}

TEST_CASE("one wrong schedule leaves the others usable, anything wrong outside of them does not") {
  const std::string wrong = "[schedules.wrong]\ncron = \"x\"\nclass = \"X\"\n";
  const Config one = load(right + wrong);
  CHECK(one.schedules.size() == 1);
  CHECK(one.schedule_names == std::vector<std::string>{"report", "wrong"});
  CHECK(one.problems.size() == 1);
  CHECK_FALSE(one.unusable);
  for (const std::string outside :
       {"colour = 1\n", "time_zone = \"Nowhere\"\n", "[redis]\nurl = 1\n",
        "[defaults]\nmissed = 1\n", "x = = 1\n", "[redis.sentinel]\n", "[redis.tls]\nx = 1\n"}) {
    CAPTURE(outside);
    CHECK(load(outside + right).unusable);
  }
}

TEST_CASE("schedules stand in the order of their lines") {
  const Config config = load(
      "[schedules.zebra]\nevery = \"1h\"\nclass = \"X\"\n[schedules.ant]\nevery = \"1h\"\nclass = "
      "\"X\"\n[schedules.mouse]\nevery = \"1h\"\nclass = \"X\"\n");
  CHECK(config.schedule_names == std::vector<std::string>{"zebra", "ant", "mouse"});
  REQUIRE(config.places.size() == 3);
  CHECK(config.places[2].line == 7);
}
