// What a new configuration changes, schedule by schedule.
#include "core/diff/diff.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "support/loaded_config.h"
#include "support/random_cron.h"
#include "support/schedules.h"

using namespace sidetick;
using test::at;
using test::cron_schedule;

namespace {

const Instant begin = at("2026-03-01 00:00");
const Instant end = at("2026-03-31 00:00");

std::string kind_text(ChangeKind kind) {
  constexpr const char* names[] = {"new", "gone", "renamed", "changed", "same"};
  return names[static_cast<int>(kind)];
}

/// `changed report -30 +30 cron queue`, a line a schedule, and at the end how many are as before.
std::string summary(const Diff& diff) {
  std::string text;
  for (const auto& each : diff.changes) {
    text += kind_text(each.kind) + " " + each.schedule().name;
    if (each.ticks.lost.count > 0) text += " -" + std::to_string(each.ticks.lost.count);
    if (each.ticks.gained.count > 0) text += " +" + std::to_string(each.ticks.gained.count);
    if (each.ticks.later) text += " later " + format_instant(*each.ticks.later);
    for (const auto& value : each.values) text += " " + value.key;
    text += "\n";
  }
  return text + std::to_string(diff.same);
}

std::string difference(const std::string& before, const std::string& after) {
  const Config old_side = load(before);
  const Config new_side = load(after);
  REQUIRE(old_side.problems.empty());
  REQUIRE(new_side.problems.empty());
  return summary(diff_schedules(old_side.schedules, new_side.schedules, begin, end));
}

std::string schedule(const std::string& name, const std::string& rest) {
  return "[schedules." + name + "]\nclass = \"W\"\n" + rest + "\n";
}

const std::string daily = schedule("report", "cron = \"0 2 * * *\"");

/// A schedule of some expression that fires now and then.
Schedule random_schedule(std::mt19937& random) {
  for (;;) {
    try {
      return cron_schedule("a", random_cron(random));
    } catch (const CronError&) {
      // It would never fire.
    }
  }
}

}  // namespace

TEST_CASE("a schedule of which nothing changes is counted, comments or not") {
  CHECK(difference(daily, "# a word\n" + daily) == "1");
}

TEST_CASE("schedules come, go and change, with the ticks that are gained and lost") {
  CHECK(difference(daily, schedule("digest", "cron = \"0 * * * *\"")) ==
        "new digest +720\ngone report -30\n0");
  CHECK(difference(daily, schedule("report", "cron = \"30 2 * * *\"")) ==
        "changed report -30 +30 cron\n0");
  CHECK(difference(daily, schedule("report", "cron = \"0 2,3 * * *\"")) ==
        "changed report +30 cron\n0");
}

TEST_CASE("what is written otherwise and fires at the same ticks is the same") {
  CHECK(difference(schedule("report", "cron = \"0 2 * * mon\""),
                   schedule("report", "cron = \"0 2 * * 1\"")) == "same report cron\n0");
  CHECK(difference(schedule("report", "cron = \"0 * * * *\""),
                   schedule("report", "every = \"1h\"")) == "same report cron every\n0");
  CHECK(difference(daily, schedule("report", "cron = \"0 2 * * *\"\ndescription = \"x\"")) ==
        "same report description\n0");
  CHECK(difference(daily, schedule("report", "cron = \"0 2 * * *\"\ntime_zone = \"Etc/UTC\"")) ==
        "same report time_zone\n0");
}

TEST_CASE("limits are told by the ticks that they take away") {
  const auto limited = [](const std::string& limit) {
    return schedule("report", "cron = \"0 2 * * *\"\n" + limit);
  };
  CHECK(difference(daily, limited("exclude = [\"sun\"]")) == "changed report -5 exclude\n0");
  CHECK(difference(daily, limited("start = 2026-03-11")) == "changed report -10 start\n0");
  CHECK(difference(limited("end = 2026-03-30"), daily) == "changed report +1 end\n0");
  CHECK(difference(daily, limited("exclude = [\"2020-01-01\"]")) == "same report exclude\n0");
}

TEST_CASE("a tick that is another one only behind the range is told") {
  CHECK(difference(schedule("report", "cron = \"0 0 1 5 *\""),
                   schedule("report", "cron = \"0 0 2 5 *\"")) ==
        "changed report later 2026-05-01T00:00:00Z cron\n0");
}

TEST_CASE("what the job is, and what becomes of missed ticks, is a change without ticks") {
  const std::string same_ticks = "cron = \"0 2 * * *\"\n";
  for (const char* rest : {"queue = \"low\"", "args = [1]", "retry = 3", "job = { tags = [\"x\"] }",
                           "missed = \"none\"", "first_run = \"window\"",
                           "missed_jobs_window = \"2h\"", "include_metadata = true"}) {
    CAPTURE(rest);
    const std::string result = difference(daily, schedule("report", same_ticks + rest));
    CHECK(result.substr(0, 15) == "changed report ");
    CHECK(std::ranges::count(result, ' ') == 2);
  }
}

TEST_CASE("the zone decides the job where placeholders are written in it") {
  const std::string with_placeholder =
      "args = [\"{tick}\"]\ntemplate = true\ncron = \"0 2 1 1 *\"\n";
  CHECK(difference(schedule("report", with_placeholder),
                   schedule("report", with_placeholder + "time_zone = \"Etc/UTC\"")) ==
        "changed report time_zone\n0");
}

TEST_CASE("one that is off has no ticks") {
  const std::string off = schedule("report", "cron = \"0 2 * * *\"\nenabled = false");
  CHECK(difference(daily, off) == "changed report -30 enabled\n0");
  CHECK(difference(off, daily) == "changed report +30 enabled\n0");
  CHECK(difference(off, schedule("report", "cron = \"0 3 * * *\"\nenabled = false")) ==
        "same report cron\n0");
}

TEST_CASE("one that goes while another with its ticks, class and arguments comes is renamed") {
  const std::string timing = "cron = \"0 2 * * *\"\n";
  CHECK(difference(daily, schedule("digest", timing)) == "renamed digest\n0");
  CHECK(difference(daily, schedule("digest", timing + "queue = \"low\"")) ==
        "renamed digest queue\n0");
  CHECK(difference(daily, schedule("digest", timing + "args = [1]")) ==
        "new digest +30\ngone report -30\n0");
  // Each is the new name of one alone.
  CHECK(difference(daily, schedule("a", timing) + schedule("b", timing)) ==
        "renamed a\nnew b +30\n0");
}

TEST_CASE("what is lost and gained is what the one set of ticks has and the other has not") {
  const unsigned seed = test_seed();
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int i = 0; i < 200; ++i) {
    const Schedule before = random_schedule(random);
    const Schedule after = random_schedule(random);
    CAPTURE(before.expression);
    CAPTURE(after.expression);
    const auto ticks = [&](const Schedule& each) {
      return ticks_between(each.timing, *each.zone, begin - Seconds{1}, begin + date::days{2});
    };
    const auto old_ticks = ticks(before), new_ticks = ticks(after);
    std::vector<Instant> lost, gained;
    std::ranges::set_difference(old_ticks, new_ticks, std::back_inserter(lost));
    std::ranges::set_difference(new_ticks, old_ticks, std::back_inserter(gained));
    const TickChange change =
        tick_change(&before, &after, begin, begin + date::days{2} + Seconds{1});
    CHECK(change.lost.count == lost.size());
    CHECK(change.gained.count == gained.size());
    lost.resize(std::min(lost.size(), shown_ticks));
    CHECK(change.lost.first == lost);
  }
}
