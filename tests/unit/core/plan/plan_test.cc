// Where a run begins, what is due, what is skipped and why: plan and resume.

#include "core/plan/plan.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/plan/cursor.h"
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
  set_cursor(stored, Cursor{cursor, ticks_hash(schedule), page}.text());
  stored.published = true;
  return stored;
}

/// A present that is the clock's.
Present present(std::string_view now) {
  return {at(now), at(now)};
}

SchedulePlan plan_one(const Schedule& schedule, const StoredState& stored, std::string_view now) {
  return plan_schedule({schedule}, 0, stored, {ticks_hash(schedule), page}, present(now));
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
    set_cursor(stored, plan_one(schedule, stored, now).cursor.text());
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
  CHECK(run("2026-12-01 13:00:01") == "none");

  schedule.window = std::chrono::hours{1};
  CHECK(run("2026-12-01 15:00:01") == "4 13:15:00-14:00:00 at 15:00:01");
  schedule = cron_schedule("report", "*/20 * * * *");
  CHECK(run("2026-12-01 15:20:00") == "none");
}

TEST_CASE("what stands behind a cursor is what was dropped, or the cursor cannot be read") {
  const std::string cursor = "1774746002 9f86d081884c7d65.2c26b46b68ffc68f";
  for (const char* word :
       {" ", " x", "  dropped=1,2,3,4", " dropped=", " dropped=1", " dropped=1,2,3",
        " dropped=0,1,2,3", " dropped=1,2,3,4 more", " dropped=1,2,3,4,", " dropped=,1,2,3",
        " dropped=1,2,3,99999999999999999999", " dropped=1,2,3,999999999999999",
        " dropped=-1,2,3,4"}) {
    CAPTURE(word);
    CHECK_FALSE(parse_cursor(cursor + word));
  }
  CHECK(parse_cursor(cursor + " dropped=1,2,3,4")->text() == cursor + " dropped=1,2,3,4");
}

TEST_CASE("a cursor far ahead was written by a bad clock: the window is gone through again") {
  auto schedule = cron_schedule("report", "*/30 * * * *");
  auto plan =
      plan_one(schedule, known_at(schedule, at("2026-11-24 10:15:02")), "2026-11-24 10:00:01");
  CHECK(text(plan) == "due 09:30:00 10:00:00 | cursor 10:00:01");
  CHECK(text(plan.notes) ==
        "warning: its cursor is 15m1s ahead, at 2026-11-24T10:15:02Z: a bad clock wrote it; the "
        "window "
        "is gone through again and the ledger decides\n");
  REQUIRE(plan.first_cursor);
  CHECK(clock(plan.first_cursor->at) == "09:00:00");
}

TEST_CASE("a cursor ahead of a past present that is given by hand is a good clock's") {
  auto schedule = cron_schedule("report", "*/30 * * * *");
  const auto stored = known_at(schedule, at("2026-11-24 10:15:02"));
  auto plan = [&](std::string_view clock) {
    const Present present{at("2026-11-23 10:00:01"), at(clock)};
    return plan_schedule({schedule}, 0, stored, {ticks_hash(schedule), page}, present);
  };
  const auto done = plan("2026-11-24 10:00:02");
  CHECK(text(done) == "due | nothing to write");
  CHECK(text(done.notes) ==
        "news: its cursor is 1d15m1s ahead of this now, at 2026-11-24T10:15:02Z: what is due up to "
        "there "
        "has been dealt with; a past range is for backfill\n");
  CHECK(text(plan("2026-11-24 10:00:01")) == "due 09:30:00 10:00:00 | cursor 10:00:01");
  schedule = cron_schedule("report", "*/15 * * * *");
  CHECK(text(plan("2026-11-24 10:00:02")) == "due 10:00:00 | cursor 10:00:01");
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
    stored.last_run = "\"2026-11-24T10:00:00Z\"";
    stored.last_time = "2026-11-24T09:40:00Z";
    CHECK(begin(stored) == "due 10:10:00 10:20:00 | cursor 10:20:30");
  }
  SUBCASE("exq-scheduler did, by a clock that was a little fast") {
    StoredState stored;
    stored.last_run = "\"2026-11-24T10:30:01Z\"";
    CHECK(begin(stored) == "due | cursor 10:30:01");
  }
  SUBCASE("sidekiq-scheduler did, in any of its forms") {
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
  for (const char* garbage : {"", " ", "garbage", "1e9 0123456789abcdef", "12 XYZ", "-",
                              "99999999999999999999 0123456789abcdef", "253402300800 01",
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

TEST_CASE("a schedule whose ticks changed begins anew; other changes do not matter") {
  auto before = cron_schedule("report", "0 * * * *");
  auto after = cron_schedule("report", "*/20 * * * *");
  auto stored = known_at(before, at("2026-11-24 10:00:05"));
  CHECK(text(plan_one(after, stored, "2026-11-24 10:50:00")) ==
        "due | before the schedule changed 2 10:20:00-10:40:00 | cursor 10:50:00");
  CHECK(text(plan_one(after, stored, "2026-11-24 10:40:10")) ==
        "due 10:40:00 | before the schedule changed 1 10:20:00-10:20:00 | cursor 10:40:10");
  auto same = cron_schedule("report", "0 0-23 * * *");
  CHECK(ticks_hash(before) != ticks_hash(same));  // fixed times: another kind in daylight saving
  before.job.class_name = "Other";
  before.description = "else";
  CHECK(text(plan_one(before, stored, "2026-11-24 11:00:00")) == "due 11:00:00 | cursor 11:00:00");
}

TEST_CASE("the cursor of an earlier form says nothing of the ticks of the present one") {
  auto before = cron_schedule("report", "0 * * * *");
  auto after = cron_schedule("report", "*/10 * * * *");
  SUBCASE("where a neighbour's fast clock has put it") {
    auto stored = known_at(before, at("2026-11-24 10:20:04"));
    CHECK(text(plan_one(after, stored, "2026-11-24 10:19:55")) == "due | cursor 10:19:55");
  }
  SUBCASE("of which some lie before it, and the run may be cut short") {
    after.first_run = FirstRun::window;
    auto stored = known_at(before, at("2026-11-24 10:20:04"));
    auto plan = plan_one(after, stored, "2026-11-24 10:20:05");
    CHECK(text(plan) ==
          "due 09:30:00 09:40:00 09:50:00 10:00:00 10:10:00 10:20:00 | cursor 10:20:05");
    REQUIRE(plan.first_cursor);
    CHECK(clock(plan.first_cursor->at) == "09:20:04");
  }
}

TEST_CASE("what passes while a schedule is off is skipped for good") {
  auto schedule = cron_schedule("report", "*/30 * * * *");
  auto stored = known_at(schedule, at("2026-11-24 08:00:00"));
  struct {
    const char* state;
    bool in_file;
    const char* expected;
  } rows[] = {
      {R"({"enabled":false})", true, "due | disabled 4 08:30:00-10:00:00 | cursor 10:00:00"},
      {R"({"enabled":true})", false,
       "due | disabled in the file 4 08:30:00-10:00:00 | cursor 10:00:00"},
      {R"({"enabled":false})", false,
       "due | disabled in the file 4 08:30:00-10:00:00 | cursor 10:00:00"},
      {R"({"enabled":true})", true,
       "due 09:00:00 09:30:00 10:00:00 | older than the window 1 08:30:00-08:30:00 | "
       "cursor 10:00:00"},
      {R"({"other":1})", true,
       "due 09:00:00 09:30:00 10:00:00 | older than the window 1 08:30:00-08:30:00 | "
       "cursor 10:00:00"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.state);
    CAPTURE(row.in_file);
    stored.state = row.state;
    schedule.enabled = row.in_file;
    CHECK(text(plan_one(schedule, stored, "2026-11-24 10:00:00")) == row.expected);
  }
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
  const Fingerprint own{ticks_hash(schedule), page};
  auto count = [&](std::size_t schedules) {
    const std::vector<Schedule> all(schedules, schedule);
    const auto plan = plan_schedule(all, 0, stored, own, present("2026-11-24 10:00:00"));
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
  const Fingerprint own{ticks_hash(schedule), page};
  const auto stored = known_at(schedule, at("2026-11-24 10:00:00"));
  CHECK(text(plan_schedule({schedule}, 0, stored, own, present("2026-11-24 10:30:00"), 2)) ==
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
    const Fingerprint own{ticks_hash(schedule), hash};
    return plan_schedule({schedule}, 0, stored, own, present("2026-11-24 10:10:00")).publish;
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
