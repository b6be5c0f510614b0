// Where a run begins, what is due, what is skipped and why: plan and resume.

#include "core/plan/plan.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/plan/cursor.h"
#include "core/schedule/ticks.h"
#include "support/schedules.h"

using namespace sidetick;
using test::at;
using test::cron_schedule;

namespace {

constexpr std::uint64_t page = 0x1111111111111111;

/// As `take_snapshot` finds it.
void set_cursor(StoredState& stored, const std::string& text) {
  stored.cursor = text;
  stored.parsed_cursor = parse_cursor(text);
}

StoredState known_at(const Schedule& schedule, Instant cursor) {
  StoredState stored;
  Cursor written{cursor, form_hash(schedule), page};
  written.next = next_tick(schedule.timing, *schedule.zone, cursor);
  written.complete = always;
  written.with = "other";
  set_cursor(stored, written.text());
  stored.published = true;
  return stored;
}

/// A present that is the clock's.
Present present(std::string_view now) {
  return {at(now), at(now)};
}

SchedulePlan plan_in(const Schedule& schedule, const StoredState& stored, const Present& present,
                     std::optional<std::uint64_t> shown = page,
                     std::size_t most_due = ticks_per_plan, std::size_t count_limit = 1'000'000) {
  const std::vector<std::string> names{schedule.name, "other"};
  const Neighbours neighbours(names);
  const Deleted none;
  PlanContext context{present, neighbours, std::chrono::hours{24 * 60}, none};
  context.most_due = most_due;
  context.count_limit = count_limit;
  return plan_schedule(schedule, 0, stored, {form_hash(schedule), shown}, context);
}

SchedulePlan plan_one(const Schedule& schedule, const StoredState& stored, std::string_view now) {
  return plan_in(schedule, stored, present(now));
}

std::string clock(Instant tick) {
  return format_instant(tick).substr(11, 8);
}

/// "due 10:00:00 10:15:00 | older than the window 3 08:00:00-08:30:00 | cursor 10:20:00"
std::string text(const SchedulePlan& plan) {
  std::string out = "due";
  for (auto tick : plan.due) out += " " + clock(tick);
  for (const auto& skip : plan.skips) {
    out += std::string(" | ") + to_string(skip.reason) + " " + std::to_string(skip.count) + " " +
           clock(skip.first) + "-" + clock(skip.last);
  }
  return plan.needs_write ? out + " | cursor " + clock(plan.cursor.at)
                          : out + " | nothing to write";
}

std::string text(const std::vector<Note>& notes) {
  std::string out;
  for (const auto& note : notes)
    out += (note.is_warning ? "warning: " : "news: ") + note.text + "\n";
  return out;
}

}  // namespace

TEST_CASE("a run takes the ticks after the cursor, up to now") {
  auto schedule = cron_schedule("report", "*/15 * * * *");
  struct {
    const char* cursor;
    const char* now;
    const char* expected;
  } rows[] = {
      {"2026-11-24 10:00:05", "2026-11-24 10:01:02", "due | nothing to write"},
      {"2026-11-24 10:00:05", "2026-11-24 10:15:00", "due 10:15:00 | cursor 10:15:00"},
      {"2026-11-24 10:00:00", "2026-11-24 10:14:59", "due | nothing to write"},
      {"2026-11-24 09:59:59", "2026-11-24 10:00:00", "due 10:00:00 | cursor 10:00:00"},
      {"2026-11-24 10:00:05", "2026-11-24 10:40:00", "due 10:15:00 10:30:00 | cursor 10:40:00"},
      // The edge of the window belongs to it.
      {"2026-11-24 08:00:00", "2026-11-24 10:00:00",
       "due 09:00:00 09:15:00 09:30:00 09:45:00 10:00:00 | "
       "older than the window 3 08:15:00-08:45:00 | cursor 10:00:00"},
      // A neighbour with a faster clock has done the work: nothing is due, nothing moves back.
      {"2026-11-24 10:15:03", "2026-11-24 10:15:00", "due | nothing to write"},
      {"2026-11-24 10:30:00", "2026-11-24 10:15:00", "due | nothing to write"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.cursor);
    CAPTURE(row.now);
    CHECK(text(plan_one(schedule, known_at(schedule, at(row.cursor)), row.now)) == row.expected);
  }
}

TEST_CASE("a cursor tells what was last dropped, for a week, and reads what it writes") {
  auto schedule = cron_schedule("report", "*/15 * * * *");
  auto stored = known_at(schedule, at("2026-11-24 08:00:00"));
  auto run = [&](std::string_view now) {
    const auto plan = plan_one(schedule, stored, now);
    REQUIRE(plan.needs_write);
    set_cursor(stored, plan.cursor.text());
    const auto cursor = parse_cursor(*stored.cursor);
    REQUIRE(cursor);
    CHECK(cursor->text() == *stored.cursor);
    const auto& dropped = cursor->dropped;
    if (!dropped) return std::string("none");
    return std::to_string(dropped->count) + " " + clock(dropped->first) + "-" +
           clock(dropped->last) + " at " + clock(dropped->at);
  };
  CHECK(run("2026-11-24 09:00:00") == "none");
  CHECK(run("2026-11-24 11:00:00") == "3 09:15:00-09:45:00 at 11:00:00");
  CHECK(run("2026-11-24 11:15:00") == "3 09:15:00-09:45:00 at 11:00:00");
  CHECK(run("2026-11-24 13:00:01") == "3 11:30:00-12:00:00 at 13:00:01");
  schedule.window = std::chrono::hours{24 * 30};
  CHECK(run("2026-12-01 13:00:00") == "3 11:30:00-12:00:00 at 13:00:01");
  CHECK(run("2026-12-01 13:15:00") == "none");

  schedule.window = std::chrono::hours{1};
  CHECK(run("2026-12-01 15:00:01") == "3 13:30:00-14:00:00 at 15:00:01");
}

TEST_CASE("a cursor far ahead of both clocks stops its schedule, and says the way out") {
  auto schedule = cron_schedule("report", "*/30 * * * *");
  auto plan =
      plan_one(schedule, known_at(schedule, at("2026-11-24 10:15:02")), "2026-11-24 10:00:01");
  CHECK(text(plan) == "due | nothing to write");
  REQUIRE(plan.fault);
  CHECK(plan.fault->exit == Exit::temporary);
  CHECK(plan.fault->text ==
        "its cursor is 15 min 1 s ahead, at 2026-11-24T10:15:02Z: the clock of this host is wrong, "
        "or that of the host which wrote it was: nothing of it is enqueued until then; mend the "
        "clock, or begin anew and backfill the time between");
  CHECK(plan.fault->forgotten == "report");
}

TEST_CASE("a cursor ahead of a past present that is given by hand is a good clock's") {
  auto schedule = cron_schedule("report", "*/30 * * * *");
  const auto stored = known_at(schedule, at("2026-11-24 10:15:02"));
  auto plan = [&](std::string_view clock) {
    return plan_in(schedule, stored, {at("2026-11-23 10:00:01"), at(clock)});
  };
  const auto done = plan("2026-11-24 10:00:02");
  CHECK(text(done) == "due | nothing to write");
  CHECK(text(done.notes) ==
        "news: its cursor is 1 d ahead of this now, at 2026-11-24T10:15:02Z: what is due up to "
        "there has been dealt with; a past range is for backfill\n");
  CHECK(plan("2026-11-24 10:00:01").fault);
}

TEST_CASE("a neighbour that runs a moment earlier with another form leaves ours to do") {
  const auto theirs = cron_schedule("report", "0 * * * *");
  const auto ours = cron_schedule("report", "* * * * *");
  auto plan = [&](const char* cursor) {
    return plan_one(ours, known_at(theirs, at(cursor)), "2026-11-24 10:00:01");
  };
  const auto close = plan("2026-11-24 10:00:03");
  CHECK(text(close) == "due 09:59:00 10:00:00 | cursor 10:00:03");
  CHECK(close.keep_cursor);
  CHECK(close.cursor.form == form_hash(theirs));
  CHECK(text(plan("2026-11-24 10:01:02")) == "due | nothing to write");
}

TEST_CASE("without a cursor a schedule begins where somebody saw it last") {
  auto schedule = cron_schedule("report", "*/10 * * * *");
  const std::string now = "2026-11-24 10:20:30";
  auto begin = [&](StoredState stored) { return text(plan_one(schedule, stored, now)); };
  SUBCASE("nobody did: the current minute is its first") {
    CHECK(begin({}) == "due 10:20:00 | cursor 10:20:30");
    CHECK(text(plan_one(schedule, {}, "2026-11-24 10:21:30")) == "due | cursor 10:21:30");
  }
  SUBCASE("nobody did, and it wants the whole window") {
    schedule.first_run = FirstRun::window;
    CHECK(begin({}) ==
          "due 09:30:00 09:40:00 09:50:00 10:00:00 10:10:00 10:20:00 | cursor 10:20:30");
  }
  SUBCASE("exq-scheduler did, before sidekiq-scheduler") {
    StoredState stored;
    stored.last_run = "\"2026-11-24T10:00:00.010217\"";
    stored.last_time = "2026-11-24 09:40:00 UTC";
    CHECK(begin(stored) == "due 10:10:00 10:20:00 | cursor 10:20:30");
  }
  SUBCASE("exq-scheduler did, as it writes it: a naive time, in UTC") {
    // activesphere/exq-scheduler: lib/exq_scheduler/storage.ex, persist_schedule_times.
    StoredState stored;
    stored.last_run = "\"2026-11-24T10:00:00.010217\"";
    const auto plan = plan_one(schedule, stored, now);
    CHECK(text(plan) == "due 10:10:00 10:20:00 | cursor 10:20:30");
    CHECK(plan.notes.empty());
  }
  SUBCASE("exq-scheduler did, by a clock that was a little fast") {
    StoredState stored;
    stored.last_run = "\"2026-11-24T10:30:01.000217\"";
    CHECK(begin(stored) == "due | cursor 10:30:01");
  }
  SUBCASE("sidekiq-scheduler did, in any of its forms, or sidetick in its place") {
    // sidekiq-scheduler/sidekiq-scheduler: lib/sidekiq-scheduler/redis_manager.rb,
    // set_job_last_time; the to_s of Ruby's Time and of et-orbi's.
    for (const char* time :
         {"2026-11-24T10:00:00Z", "2026-11-24 10:00:00 UTC", "2026-11-24 12:00:00 +0200",
          "2026-11-24T12:00:00+02:00", "2026-11-24 10:00:00 Z"}) {
      CAPTURE(time);
      StoredState stored;
      stored.last_time = time;
      CHECK(begin(stored) == "due 10:10:00 10:20:00 | cursor 10:20:30");
    }
  }
  SUBCASE("what they left cannot be read, or lies in the future") {
    StoredState stored;
    stored.last_run = "yesterday";
    stored.last_time = "2027-01-01T00:00:00Z";
    auto plan = plan_one(schedule, stored, now);
    CHECK(text(plan) == "due 10:20:00 | cursor 10:20:30");
    CHECK(text(plan.notes) ==
          "warning: last_runs \"yesterday\" in Redis is not a time: it is not used\n"
          "news: it is new to this Redis: it begins at 2026-11-24T10:20:00Z\n");
  }
}

TEST_CASE("a cursor that cannot be read is said, replaced, and the ledger tells where it was") {
  auto schedule = cron_schedule("report", "*/10 * * * *");
  for (const char* garbage : {"", " ", "garbage", "1e9 0123456789abcdef.0123456789abcdef", "12 XYZ",
                              "-", "99999999999999999999 0123456789abcdef", "253402300800 01",
                              "1795514400", "1795514400 0123.", "1795514400 0123 4567"}) {
    CAPTURE(garbage);
    StoredState stored;
    set_cursor(stored, garbage);
    auto plan = plan_one(schedule, stored, "2026-11-24 10:20:30");
    CHECK(text(plan) == "due 10:20:00 | cursor 10:20:30");
    CHECK(std::ranges::count_if(plan.notes, &Note::is_warning) == 1);
    stored.newest_pushed = std::to_string(at("2026-11-24 10:00").time_since_epoch().count());
    CHECK(text(plan_one(schedule, stored, "2026-11-24 10:20:30")) ==
          "due 10:10:00 10:20:00 | cursor 10:20:30");
    stored.newest_pushed = "not a number";
    CHECK(text(plan_one(schedule, stored, "2026-11-24 10:20:30")) ==
          "due 10:20:00 | cursor 10:20:30");
  }
}

TEST_CASE("an edit goes on before the next tick of the old form, or a minute back") {
  const auto before = cron_schedule("report", "0 * * * *");
  const auto after = cron_schedule("report", "*/20 * * * *");
  auto stored = known_at(before, at("2026-11-24 10:00:05"));
  struct {
    const char* now;
    const char* expected;
  } rows[] = {
      // Every run was in time: nothing of the time that was dealt with.
      {"2026-11-24 10:50:00", "due | cursor 10:50:00"},
      {"2026-11-24 10:40:10", "due 10:40:00 | cursor 10:40:10"},
      {"2026-11-24 10:41:10", "due 10:40:00 | cursor 10:41:10"},
      {"2026-11-24 10:42:10", "due | cursor 10:42:10"},
      // From the first tick that the old form missed.
      {"2026-11-24 11:50:00", "due 11:00:00 11:20:00 11:40:00 | cursor 11:50:00"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.now);
    CHECK(text(plan_one(after, stored, row.now)) == row.expected);
  }
  const auto same = cron_schedule("report", "0 0-23 * * *");
  CHECK(form_hash(before) != form_hash(same));  // fixed times: another kind in daylight saving
  auto renewed = before;
  renewed.job.class_name = "Other";
  renewed.description = "else";
  CHECK(text(plan_one(renewed, stored, "2026-11-24 11:00:00")) == "due 11:00:00 | cursor 11:00:00");
}

TEST_CASE("a look-back never moves the cursor back, and is not forgotten when it is cut short") {
  const auto before = cron_schedule("report", "0 * * * *");
  const auto after = cron_schedule("report", "*/10 * * * * *");
  const auto stored = known_at(before, at("2026-11-24 10:01:04"));
  const auto plan = plan_one(after, stored, "2026-11-24 10:01:05");
  CHECK(text(plan) ==
        "due 10:00:00 10:00:10 10:00:20 10:00:30 10:00:40 10:00:50 10:01:00 | cursor 10:01:05");
  CHECK(plan.write_start);
  CHECK(clock(plan.start.at) == "10:01:04");
  CHECK(clock(plan.start.resume()) == "09:59:59");
  const auto part = plan.cursor_after(at("2026-11-24 10:00:20"));
  CHECK(clock(part.at) == "10:01:04");
  CHECK(clock(part.resume()) == "10:00:20");
  StoredState cut;
  set_cursor(cut, part.text());
  cut.published = true;
  CHECK(text(plan_one(after, cut, "2026-11-24 10:01:05")) ==
        "due 10:00:30 10:00:40 10:00:50 10:01:00 | cursor 10:01:05");
}

TEST_CASE("two hosts with two forms that run in turn lose no tick of either") {
  const auto one = cron_schedule("report", "45 * * * * *");
  const auto two = cron_schedule("report", "15 * * * * *");
  auto stored = known_at(one, at("2026-11-24 10:00:00"));
  auto run = [&](const Schedule& form, std::string_view now) {
    const auto plan = plan_one(form, stored, now);
    set_cursor(stored, plan.cursor.text());
    return text(plan);
  };
  CHECK(run(two, "2026-11-24 10:01:00") == "due 10:00:15 | cursor 10:01:00");
  CHECK(run(one, "2026-11-24 10:02:00") == "due 10:00:45 10:01:45 | cursor 10:02:00");
  CHECK(run(two, "2026-11-24 10:03:00") == "due 10:01:15 10:02:15 | cursor 10:03:00");
}

TEST_CASE("a schedule that was gone goes on within a deploy, and is new later") {
  const auto schedule = cron_schedule("report", "*/10 * * * *");
  auto plan = [&](const char* gone, std::string_view now, const char* state = "{}") {
    auto stored = known_at(schedule, at("2026-11-24 10:00:05"));
    auto cursor = *stored.parsed_cursor;
    cursor.gone = at(gone);
    set_cursor(stored, cursor.text());
    stored.state = state;
    return plan_one(schedule, stored, now);
  };
  CHECK(text(plan("2026-11-24 10:15:30", "2026-11-24 10:20:30")) ==
        "due 10:10:00 10:20:00 | cursor 10:20:30");
  CHECK_FALSE(plan("2026-11-24 10:15:30", "2026-11-24 10:20:30").cursor.gone);
  const auto back = plan("2026-11-24 10:15:29", "2026-11-24 10:20:30");
  CHECK(text(back) ==
        "due 10:20:00 | while it was gone from the file 1 10:10:00-10:10:00 | cursor 10:20:30");
  CHECK(back.skips[0].gone_since == at("2026-11-24 10:15:29"));
  CHECK(text(plan("2026-11-24 10:00:00", "2026-11-24 13:00:30")) ==
        "due 13:00:00 | while it was gone from the file 5 12:10:00-12:50:00 | cursor 13:00:30");
  const auto off = plan("2026-11-24 10:00:00", "2026-11-24 13:00:30", R"({"enabled":false})");
  CHECK(text(off.notes) ==
        "news: it is back after it was gone since 2026-11-24T10:00:00Z: it begins at "
        "2026-11-24T13:00:00Z\n"
        "warning: it is back, and its switch in Redis is off: it does not fire; to switch it on: "
        "sidetick enable report\n");
}

TEST_CASE("what is off in the file is marked once, and its cursor stays where it is") {
  auto schedule = cron_schedule("report", "*/10 * * * *");
  schedule.enabled = false;
  auto stored = known_at(schedule, at("2026-11-24 10:00:05"));
  auto plan = plan_one(schedule, stored, "2026-11-24 10:20:30");
  CHECK(text(plan) == "due | cursor 10:00:05");
  CHECK(plan.cursor.gone == at("2026-11-24 10:20:30"));
  set_cursor(stored, plan.cursor.text());
  CHECK(text(plan_one(schedule, stored, "2026-11-24 10:21:30")) == "due | nothing to write");
  // One that has never been on has no position to go on from.
  plan = plan_one(schedule, {}, "2026-11-24 10:20:30");
  set_cursor(stored, plan.cursor.text());
  schedule.enabled = true;
  schedule.first_run = FirstRun::window;
  CHECK(text(plan_one(schedule, stored, "2026-11-24 10:21:30")) == "due | cursor 10:21:30");
}

TEST_CASE("a schedule that is forgotten begins with its present minute") {
  auto schedule = cron_schedule("report", "*/10 * * * *");
  schedule.first_run = FirstRun::window;
  StoredState stored;
  Cursor cursor{at("2026-11-24 08:00:05")};
  cursor.forgotten = true;
  cursor.complete = at("2026-11-24 10:20:10");
  set_cursor(stored, cursor.text());
  stored.last_run = "\"2026-11-24T09:00:00.010217\"";
  stored.published = true;
  CHECK(text(plan_one(schedule, stored, "2026-11-24 10:30:30")) ==
        "due 10:30:00 | cursor 10:30:30");
  const auto early = plan_one(schedule, stored, "2026-11-24 10:20:30");
  CHECK(text(early) ==
        "due | from before the ledger is complete 1 10:20:00-10:20:00 | cursor 10:20:30");
  CHECK(early.cursor.dropped->reason == DropReason::ledger);
}

TEST_CASE("what the ledger has is not dropped") {
  const auto schedule = cron_schedule("report", "*/15 * * * *");
  auto stored = known_at(schedule, at("2026-11-24 08:00:00"));
  const auto seems = plan_one(schedule, stored, "2026-11-24 10:00:00");
  REQUIRE(dropped_range(seems));
  CHECK(clock(dropped_range(seems)->first) == "08:15:00");
  CHECK(clock(dropped_range(seems)->second) == "08:45:00");
  stored.pushed = {at("2026-11-24 08:15"), at("2026-11-24 08:45")};
  CHECK(text(plan_one(schedule, stored, "2026-11-24 10:00:00")) ==
        "due 09:00:00 09:15:00 09:30:00 09:45:00 10:00:00 | older than the window 1 "
        "08:30:00-08:30:00 | cursor 10:00:00");
  stored.pushed.push_back(at("2026-11-24 08:30"));
  std::ranges::sort(stored.pushed);
  const auto all = plan_one(schedule, stored, "2026-11-24 10:00:00");
  CHECK(all.skips.empty());
  CHECK_FALSE(all.cursor.dropped);
}

TEST_CASE("no tick from before the ledger is complete is enqueued by a run") {
  auto schedule = cron_schedule("report", "*/10 * * * *");
  schedule.first_run = FirstRun::window;
  StoredState stored;
  stored.newest_pushed = "1";
  const std::vector<std::string> names{"report"};
  const Neighbours neighbours(names);
  const Present now = present("2026-11-24 10:20:30");
  auto plan = [&](Seconds history, const Deleted& deleted) {
    const PlanContext context{now, neighbours, history, deleted};
    return plan_schedule(schedule, 0, stored, {form_hash(schedule), page}, context);
  };
  // Of a ledger that no cursor tells of, only `history` is sure.
  CHECK(text(plan(std::chrono::minutes{15}, {})) ==
        "due 10:10:00 10:20:00 | from before the ledger is complete 4 09:30:00-10:00:00 | "
        "cursor 10:20:30");
  stored.newest_pushed.reset();
  CHECK(plan(std::chrono::minutes{15}, {}).cursor.complete == always);
  CHECK(plan(std::chrono::minutes{15}, {{"another", at("2026-11-24 10:10")}}).cursor.complete ==
        always);
  CHECK(text(plan(std::chrono::minutes{15}, {{"report", at("2026-11-24 10:10")}})) ==
        "due 10:20:00 | from before the ledger is complete 5 09:30:00-10:10:00 | cursor 10:20:30");
}

TEST_CASE("a cursor names another schedule of the file, as long as it is there") {
  const auto schedule = cron_schedule("report", "*/10 * * * *");
  auto stored = known_at(schedule, at("2026-11-24 10:00:05"));
  CHECK_FALSE(plan_one(schedule, stored, "2026-11-24 10:01:05").needs_write);
  auto cursor = *stored.parsed_cursor;
  cursor.with = "left";
  set_cursor(stored, cursor.text());
  const auto plan = plan_one(schedule, stored, "2026-11-24 10:01:05");
  CHECK(plan.needs_write);
  CHECK(plan.cursor.with == "other");
}

TEST_CASE("what passes while a schedule is off is skipped for good") {
  auto schedule = cron_schedule("report", "*/30 * * * *");
  auto stored = known_at(schedule, at("2026-11-24 08:00:00"));
  struct {
    const char* state;
    const char* expected;
  } rows[] = {
      {R"({"enabled":false})", "due | disabled 4 08:30:00-10:00:00 | cursor 10:00:00"},
      {R"({"enabled":true})",
       "due 09:00:00 09:30:00 10:00:00 | older than the window 1 08:30:00-08:30:00 | "
       "cursor 10:00:00"},
      {R"({"other":1})",
       "due 09:00:00 09:30:00 10:00:00 | older than the window 1 08:30:00-08:30:00 | "
       "cursor 10:00:00"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.state);
    stored.state = row.state;
    CHECK(text(plan_one(schedule, stored, "2026-11-24 10:00:00")) == row.expected);
  }
}

TEST_CASE("a cursor tells since when ticks were skipped for being off, until they are on") {
  const auto schedule = cron_schedule("report", "*/30 * * * *");
  auto stored = known_at(schedule, at("2026-11-24 08:10:00"));
  stored.state = R"({"enabled":false})";
  auto plan = plan_one(schedule, stored, "2026-11-24 08:20:00");
  CHECK_FALSE(plan.needs_write);
  const auto go_on = [&](const char* now) {
    plan = plan_one(schedule, stored, now);
    set_cursor(stored, plan.cursor.text());
    return plan.cursor.off;
  };
  CHECK(go_on("2026-11-24 08:30:10") == at("2026-11-24 08:30:00"));
  CHECK(go_on("2026-11-24 10:00:10") == at("2026-11-24 08:30:00"));
  stored.state = R"({"enabled":true})";
  CHECK_FALSE(go_on("2026-11-24 10:30:10"));
  stored.state = R"({"enabled":false})";
  CHECK(go_on("2026-11-24 11:00:10") == at("2026-11-24 11:00:00"));
}

TEST_CASE("an at without a window fires whenever a run comes, once it was seen before it was due") {
  Schedule once = cron_schedule("once", "* * * * *");
  once.timing = At{at("2026-11-24 10:00:00")};
  once.window = unlimited_window;
  const StoredState seen = known_at(once, at("2026-11-01 08:00:00"));
  CHECK(text(plan_one(once, seen, "2026-11-24 09:59:59")) == "due | nothing to write");
  for (const char* now : {"2026-11-24 10:00:00", "2026-12-24 10:00:00", "2126-11-24 10:00:00"}) {
    CAPTURE(now);
    CHECK(text(plan_one(once, seen, now)) ==
          "due 10:00:00 | cursor " + std::string(now).substr(11));
  }
  // The ledger was trimmed: never beyond the cursor, so that what lies behind is not in doubt.
  StoredState trimmed = seen;
  Cursor cursor = *seen.parsed_cursor;
  cursor.complete = cursor.at;
  set_cursor(trimmed, cursor.text());
  CHECK(text(plan_one(once, trimmed, "2126-11-24 10:00:00")) == "due 10:00:00 | cursor 10:00:00");
  // Where the cursor does not say, nobody knows: it is told, with the command.
  cursor.complete.reset();
  set_cursor(trimmed, cursor.text());
  CHECK(text(plan_one(once, trimmed, "2126-11-24 10:00:00")) ==
        "due | from before the ledger is complete 1 10:00:00-10:00:00 | cursor 10:00:00");
  const StoredState enqueued = known_at(once, at("2026-11-24 10:00:02"));
  CHECK(text(plan_one(once, enqueued, "2126-11-24 10:00:00")) == "due | nothing to write");
}

TEST_CASE("an at without a window keeps the rules of change") {
  Schedule once = cron_schedule("once", "* * * * *");
  once.timing = At{at("2026-11-24 10:00:00")};
  once.window = unlimited_window;
  once.first_run = FirstRun::window;
  CHECK(text(plan_one(once, {}, "2026-12-24 10:00:30")) == "due | cursor 10:00:30");
  StoredState stored = known_at(once, at("2026-11-01 08:00:00"));
  stored.state = R"({"enabled":false})";
  CHECK(text(plan_one(once, stored, "2026-12-24 12:00:00")) ==
        "due | disabled 1 10:00:00-10:00:00 | cursor 12:00:00");
  stored.state.reset();
  Cursor cursor = *stored.parsed_cursor;
  cursor.gone = at("2026-11-20 08:00:00");
  set_cursor(stored, cursor.text());
  CHECK(text(plan_one(once, stored, "2026-12-24 12:00:00")) ==
        "due | while it was gone from the file 1 10:00:00-10:00:00 | cursor 12:00:00");
  // Edited: nothing of the time that was dealt with.
  cursor.gone.reset();
  set_cursor(stored, cursor.text());
  once.timing = At{at("2026-11-23 10:00:00")};
  CHECK(text(plan_one(once, stored, "2026-12-24 12:00:00")) == "due | cursor 12:00:00");
}

TEST_CASE("a state that cannot be read is said and counts as enabled") {
  auto schedule = cron_schedule("report", "*/30 * * * *");
  auto stored = known_at(schedule, at("2026-11-24 09:45:00"));
  for (const char* state : {"", "off", "[]", "false", "null", R"({"enabled":"false"})",
                            R"({"enabled":null})", "{\"enabled\":fal", "\xff\xfe"}) {
    CAPTURE(state);
    stored.state = state;
    auto plan = plan_one(schedule, stored, "2026-11-24 10:00:00");
    CHECK(text(plan) == "due 10:00:00 | cursor 10:00:00");
    CHECK(plan.notes.size() == 1);
    CHECK(plan.notes[0].is_warning);
  }
}

TEST_CASE("missed ticks are all enqueued, or the latest, or none") {
  auto schedule = cron_schedule("report", "*/20 * * * *");
  struct {
    Missed missed;
    const char* now;
    const char* expected;
  } rows[] = {
      {Missed::all, "2026-11-24 10:45:00", "due 10:20:00 10:40:00 | cursor 10:45:00"},
      {Missed::latest, "2026-11-24 10:45:00",
       "due 10:40:00 | missed = \"latest\" 1 10:20:00-10:20:00 | cursor 10:45:00"},
      {Missed::none, "2026-11-24 10:45:00",
       "due | missed = \"none\" 2 10:20:00-10:40:00 | cursor 10:45:00"},
      {Missed::latest, "2026-11-24 10:40:02",
       "due 10:40:00 | missed = \"latest\" 1 10:20:00-10:20:00 | cursor 10:40:02"},
      {Missed::none, "2026-11-24 10:40:02",
       "due 10:40:00 | missed = \"none\" 1 10:20:00-10:20:00 | cursor 10:40:02"},
      // A tick of the minute before is late, not missed.
      {Missed::none, "2026-11-24 10:21:59", "due 10:20:00 | cursor 10:21:59"},
      {Missed::none, "2026-11-24 10:22:00",
       "due | missed = \"none\" 1 10:20:00-10:20:00 | cursor 10:22:00"},
      {Missed::latest, "2026-11-24 10:22:00", "due 10:20:00 | cursor 10:22:00"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.now);
    schedule.missed = row.missed;
    auto stored = known_at(schedule, at("2026-11-24 10:00:00"));
    CHECK(text(plan_one(schedule, stored, row.now)) == row.expected);
  }
}

TEST_CASE("with a limit of its queue a missed tick may have waited for room: it is dropped aloud") {
  auto schedule = cron_schedule("report", "*/20 * * * *");
  schedule.missed = Missed::none;
  schedule.max_backlog = 1;
  auto stored = known_at(schedule, at("2026-11-24 10:00:00"));
  auto plan = plan_one(schedule, stored, "2026-11-24 11:00:00");
  CHECK(text(plan) ==
        "due 11:00:00 | missed = \"none\", or no room in time 2 10:20:00-10:40:00 | cursor "
        "11:00:00");
  REQUIRE(plan.cursor.dropped);
  CHECK(plan.cursor.dropped->reason == DropReason::missed);
  REQUIRE(dropped_range(plan));
  stored.pushed = {at("2026-11-24 10:20:00")};
  CHECK(text(plan_one(schedule, stored, "2026-11-24 11:00:00")) ==
        "due 11:00:00 | missed = \"none\", or no room in time 1 10:40:00-10:40:00 | cursor "
        "11:00:00");
}

TEST_CASE("ticks of every second between two runs are not missed") {
  auto schedule = cron_schedule("report", "*/20 * * * * *");
  schedule.missed = Missed::none;
  auto stored = known_at(schedule, at("2026-11-24 10:00:00"));
  CHECK(text(plan_one(schedule, stored, "2026-11-24 10:01:00")) ==
        "due 10:00:20 10:00:40 10:01:00 | cursor 10:01:00");
}

TEST_CASE("a long absence of a schedule of seconds costs neither memory nor time without bound") {
  auto schedule = cron_schedule("report", "* * * * * *");
  schedule.window = std::chrono::hours{24 * 30};
  auto stored = known_at(schedule, at("1970-01-01 00:00:00"));
  auto plan = plan_one(schedule, stored, "2026-11-24 10:00:00");
  CHECK(plan.due.size() == ticks_per_plan);
  CHECK(plan.more);
  CHECK(plan.cursor.at == plan.due.back());
  REQUIRE(plan.skips.size() == 1);
  CHECK(plan.skips[0].count == 1'000'000);
  CHECK(format_instant(plan.skips[0].last) == "2026-10-25T09:59:59Z");
}

TEST_CASE("a long absence of many schedules costs little more than one of a few") {
  const auto schedule = cron_schedule("report", "* * * * * *");
  const auto stored = known_at(schedule, at("1970-01-01 00:00:00"));
  auto count = [&](std::size_t schedules) {
    const auto plan = plan_in(schedule, stored, present("2026-11-24 10:00:00"), page,
                              ticks_per_plan, skip_count_limit(schedules));
    REQUIRE(plan.skips.size() == 1);
    CHECK(format_instant(plan.skips[0].last) == "2026-11-24T08:59:59Z");
    CHECK(is_skip_count_limit(plan.skips[0].count));
    return plan.skips[0].count;
  };
  CHECK(count(20) == 1'000'000);
  CHECK(count(21) == 100'000);
  CHECK(count(2'000) == 10'000);
  CHECK(count(50'000) == 1'000);
}

TEST_CASE("a plan of many schedules holds fewer ticks of each") {
  CHECK(ticks_of_each_per_plan(0) == ticks_per_plan);
  CHECK(ticks_of_each_per_plan(5) == 100'000);
  CHECK(ticks_of_each_per_plan(300) == 1'666);
  CHECK(ticks_of_each_per_plan(50'000) == 64);
  const auto schedule = cron_schedule("report", "* * * * *");
  const auto stored = known_at(schedule, at("2026-11-24 10:00:00"));
  CHECK(text(plan_in(schedule, stored, present("2026-11-24 10:30:00"), page, 2)) ==
        "due 10:01:00 10:02:00 | cursor 10:02:00");
}

TEST_CASE("the latest of very many missed ticks is the latest") {
  auto schedule = cron_schedule("report", "* 0-9 * * * *");
  schedule.window = std::chrono::hours{24 * 30};
  schedule.missed = Missed::latest;
  auto stored = known_at(schedule, at("2026-10-24 10:00:00"));
  auto plan = plan_one(schedule, stored, "2026-11-24 10:00:00");
  REQUIRE(plan.due.size() == 1);
  CHECK(clock(plan.due[0]) == "10:00:00");
  plan = plan_one(schedule, stored, "2026-11-24 10:30:00");
  REQUIRE(plan.due.size() == 1);
  CHECK(clock(plan.due[0]) == "10:09:59");
}

TEST_CASE("the web page's entry is written when it is missing or differs, and only then") {
  auto schedule = cron_schedule("report", "0 * * * *");
  auto stored = known_at(schedule, at("2026-11-24 10:00:00"));
  auto publish = [&](std::optional<std::uint64_t> hash) {
    return plan_in(schedule, stored, present("2026-11-24 10:10:00"), hash).publish;
  };
  CHECK_FALSE(publish(page));
  CHECK(publish(0x2222222222222222));
  CHECK_FALSE(publish(std::nullopt));  // the page cannot be kept
  stored.published = false;
  CHECK(publish(page));
}

TEST_CASE("the clock of a host is held to within the tolerance of Redis'") {
  const ClockTime redis = at("2026-11-24 10:00:00");
  auto clamp = [&](Seconds off) { return clamp_clock(redis + off, redis, Seconds{5}) - redis; };
  CHECK(clamp(Seconds{0}) == Seconds{0});
  CHECK(clamp(Seconds{5}) == Seconds{5});
  CHECK(clamp(Seconds{6}) == Seconds{5});
  CHECK(clamp(Seconds{-5}) == Seconds{-5});
  CHECK(clamp(Seconds{-90000}) == Seconds{-5});
}
