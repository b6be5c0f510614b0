// What became of a tick, worked out from a cursor, a switch and the ledger.
#include "core/verdict/verdict.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>

#include "core/backfill/ledger_lines.h"
#include "io/host/zone_file.h"
#include "support/schedules.h"

using namespace sidetick;
using test::at;
using test::cron_schedule;

namespace {

constexpr Seconds history = std::chrono::hours{24 * 7};
constexpr const char* noon = "2026-03-01 12:00";

/// A schedule, what Redis holds of it, and the present.
struct Case {
  Schedule schedule = cron_schedule("report", "0 * * * *");
  std::optional<Cursor> cursor{};
  std::optional<std::string> text{};  ///< in place of the cursor
  std::optional<std::string> state{};
  Instant now = at("2026-03-01 12:34:30");
  LedgerEntry ledger{};
  std::optional<std::size_t> queue_length{};

  StoredState stored() const {
    StoredState stored;
    stored.state = state;
    stored.cursor = text;
    if (!cursor) return stored;
    stored.cursor = cursor->text();
    stored.parsed_cursor = parse_cursor(*stored.cursor);
    return stored;
  }
};

/// A cursor of this form that runs have moved to `instant`, of a ledger that is complete.
Cursor cursor_at(const Case& of, const char* instant) {
  Cursor cursor{at(instant), form_hash(of.schedule)};
  cursor.complete = always;
  cursor.with = "other";
  cursor.next = next_tick(of.schedule.timing, *of.schedule.zone, cursor.at);
  return cursor;
}

Case seen_at(const char* instant) {
  Case each;
  each.cursor = cursor_at(each, instant);
  return each;
}

/// What `ask` makes of the facts of a case.
template <class Ask>
auto with_facts(const Case& each, Ask ask) {
  const StoredState stored = each.stored();
  const std::vector<std::string> names{each.schedule.name, "other"};
  const Neighbours neighbours(names);
  const Deleted none;
  const Present present{each.now, each.now};
  const PlanContext context{present, neighbours, history, none};
  const SchedulePlan plan =
      plan_schedule(each.schedule, 0, stored, {form_hash(each.schedule), std::nullopt}, context);
  const Instant complete = ledger_lines(stored.cursor, each.now, history).complete;
  return ask(ScheduleFacts{&each.schedule, stored, &plan, present, complete, each.queue_length});
}

TickAnswer judge(const Case& each, const AskedTime& asked) {
  return with_facts(
      each, [&](const ScheduleFacts& facts) { return judge_tick(facts, each.ledger, asked); });
}

/// The ticks of two days before which the verdict changes, and no edge tells of it.
std::string changes_without_an_edge(const Case& each) {
  return with_facts(each, [](const ScheduleFacts& facts) {
    const auto edges = verdict_edges(facts);
    const auto ticks = ticks_between(facts.schedule->timing, *facts.schedule->zone,
                                     at("2026-02-27 12:00"), at("2026-03-01 14:00"));
    std::string changes;
    for (std::size_t i = 1; i < ticks.size(); ++i) {
      const auto edge = std::ranges::upper_bound(edges, ticks[i - 1]);
      if (edge != edges.end() && *edge <= ticks[i]) continue;
      const TickAnswer before = judge_tick(facts, {}, {ticks[i - 1]});
      if (!say_the_same(before, judge_tick(facts, {}, {ticks[i]}))) {
        changes += format_instant(ticks[i]) + " ";
      }
    }
    return changes;
  });
}

std::string verdict_text(const TickAnswer& answer) {
  constexpr std::array<const char*, 8> words{"no tick", "not due", "enqueued",     "due",
                                             "waiting", "skipped", "not enqueued", "unknown"};
  std::string text = words.at(static_cast<std::size_t>(answer.verdict));
  if (answer.by_backfill) text += " by a backfill";
  if (answer.reason) text += ": " + std::string(to_string(*answer.reason));
  for (const Remedy remedy : answer.remedies) {
    constexpr std::array<const char*, 3> names{"backfill", "enable", "forget"};
    text += std::string(", ") + names.at(static_cast<std::size_t>(remedy));
  }
  return text + (answer.force ? " --force" : "");
}

std::string told(const Case& each, const char* tick) {
  return verdict_text(judge(each, {at(tick)}));
}

bool has(const TickAnswer& answer, Remark remark) {
  return std::ranges::find(answer.remarks, remark) != answer.remarks.end();
}

}  // namespace

TEST_CASE("what is in a ledger was enqueued, also when it is no tick any more, or yet to come") {
  Case each = seen_at("2026-03-01 12:30");
  each.ledger.by_runs = true;
  CHECK(told(each, noon) == "enqueued");
  CHECK(told(each, "2026-03-01 12:01") == "enqueued");
  CHECK(has(judge(each, {at("2026-03-01 12:01")}), Remark::other_form));
  CHECK(told(each, "2026-03-01 13:00") == "enqueued");
  each.ledger.by_backfills = true;
  CHECK(told(each, noon) == "enqueued by a backfill");
}

TEST_CASE("no tick, and a tick to come") {
  const Case each = seen_at("2026-03-01 12:30");
  CHECK(told(each, "2026-03-01 12:01") == "no tick");
  const auto answer = judge(each, {at("2026-03-01 12:01")});
  CHECK(format_instant(*answer.previous) == "2026-03-01T12:00:00Z");
  CHECK(format_instant(*answer.next) == "2026-03-01T13:00:00Z");
  CHECK(told(each, "2026-03-01 13:00") == "not due");
}

TEST_CASE("what no run has come to is due, or the next run skips it") {
  Case each = seen_at("2026-03-01 08:30");
  CHECK(told(each, noon) == "due");
  CHECK(told(each, "2026-03-01 09:00") == "skipped: older than the window, backfill");
  each.state = R"({"enabled":false})";
  CHECK(told(each, noon) == "skipped: disabled, enable");
  CHECK(told(each, "2026-03-01 09:00") == "skipped: disabled, enable, backfill");
}

TEST_CASE("more may be due than one plan holds") {
  Case each;
  each.schedule = cron_schedule("report", "* * * * * *");
  each.schedule.window = std::chrono::hours{48};
  each.cursor = cursor_at(each, "2026-02-28 00:00");
  CHECK(told(each, "2026-03-01 12:34:29") == "due");
}

TEST_CASE("a tick waits for which there is no room behind those that are due before it") {
  Case each = seen_at("2026-03-01 09:30");
  each.schedule.window = std::chrono::hours{5};
  each.schedule.max_backlog = 5;
  each.queue_length = 3;
  CHECK(told(each, "2026-03-01 10:00") == "due");
  CHECK(told(each, "2026-03-01 11:00") == "due");
  CHECK(told(each, noon) == "waiting");
  each.queue_length = 5;
  CHECK(told(each, "2026-03-01 10:00") == "waiting");
  CHECK(judge(each, {at(noon)}).queue_length == 5);
  CHECK(told(each, "2026-03-01 13:00") == "not due");
}

TEST_CASE("what runs have passed") {
  Case each = seen_at("2026-03-01 12:30");
  CHECK(told(each, noon) == "skipped, backfill");
  CHECK(has(judge(each, {at(noon)}), Remark::no_record));
  each.cursor->off = at(noon);
  CHECK(told(each, noon) == "skipped: disabled, backfill");
  CHECK(has(judge(each, {at(noon)}), Remark::was_off));
  CHECK(told(each, "2026-03-01 11:00") == "skipped, backfill");
  each.state = R"({"enabled":false})";
  CHECK(told(each, noon) == "skipped: disabled, enable, backfill");
  // It was passed before the switch was off.
  CHECK(told(each, "2026-03-01 11:00") == "skipped, backfill");
  each.cursor->off.reset();
  CHECK(told(each, noon) == "skipped, backfill");
  each.state.reset();
  // A new schedule has no backlog, whatever its `missed`.
  each.schedule.missed = Missed::latest;
  CHECK(told(each, noon) == "skipped, backfill");
  CHECK(has(judge(each, {at(noon)}), Remark::missed_set));
  each.schedule.missed = Missed::all;
  each.cursor->form ^= 1;
  each.cursor->next = at("2026-03-01 13:00");
  CHECK(has(judge(each, {at(noon)}), Remark::changed));
}

TEST_CASE("what was dropped, and by which run") {
  Case each = seen_at("2026-03-01 12:30");
  each.cursor->dropped = Dropped{3, at("2026-03-01 06:00"), at("2026-03-01 08:00"),
                                 at("2026-03-01 12:30"), DropReason::window};
  CHECK(told(each, "2026-03-01 07:00") == "skipped: older than the window, backfill");
  CHECK(told(each, "2026-03-01 09:00") == "skipped, backfill");
  each.cursor->dropped->reason = DropReason::ledger;
  CHECK(told(each, "2026-03-01 07:00") ==
        "skipped: from before the ledger is complete, backfill --force");
}

TEST_CASE("of a drop from before the ledger is complete, only a whole range is certain") {
  Case each = seen_at("2026-03-01 12:30");
  each.cursor->complete = at("2026-03-01 10:00");
  each.cursor->dropped = Dropped{3, at("2026-03-01 06:00"), at("2026-03-01 08:00"),
                                 at("2026-03-01 12:30"), DropReason::window};
  CHECK(told(each, "2026-03-01 07:00") == "skipped: older than the window, backfill --force");
  each.cursor->dropped->count = 2;
  CHECK(told(each, "2026-03-01 07:00") == "unknown, backfill --force");
  CHECK(told(each, "2026-03-01 09:00") == "unknown, backfill --force");
  each.cursor->dropped->first = at("2025-12-29 08:00");
  each.cursor->dropped->last = at("2026-03-01 07:00");
  each.cursor->dropped->count = 1488;
  CHECK(told(each, "2026-03-01 07:00") == "skipped: older than the window, backfill --force");
  each.cursor->dropped->first = at("2026-01-18 16:00");
  each.cursor->dropped->count = 1000;  // as far as a run with many schedules counts
  CHECK(told(each, "2026-03-01 07:00") == "unknown, backfill --force");
  CHECK(told(each, "2026-03-01 10:00") == "skipped, backfill");
}

TEST_CASE(
    "a schedule that runs have not seen, whose cursor cannot be read, that was forgotten or is "
    "off") {
  Case each;
  CHECK(told(each, noon) == "skipped, backfill");
  CHECK(has(judge(each, {at(noon)}), Remark::new_here));
  CHECK(told(each, "2026-01-01 12:00") == "unknown, backfill --force");
  each.text = "garbage";
  CHECK(told(each, noon) == "skipped, backfill");
  CHECK(has(judge(each, {at(noon)}), Remark::no_record));
  each.cursor = cursor_at(each, "2026-03-01 12:30");
  each.cursor->forgotten = true;
  CHECK(has(judge(each, {at(noon)}), Remark::forgotten));
  each = seen_at("2026-03-01 11:30");
  each.schedule.enabled = false;
  CHECK(told(each, noon) == "skipped: disabled in the file, backfill");
  CHECK(told(each, "2026-03-01 11:00") == "skipped, backfill");  // it was on then
  each.cursor->gone = at("2026-03-01 10:30");
  CHECK(told(each, "2026-03-01 11:00") == "skipped: disabled in the file, backfill");
}

TEST_CASE("a schedule that was off in the file when runs first saw it") {
  Case each;
  each.cursor = Cursor{at("2026-03-01 11:30")};
  each.cursor->complete = always;
  each.cursor->gone = each.cursor->at;
  for (const bool enabled : {false, true}) {
    each.schedule.enabled = enabled;
    for (const char* tick : {"2026-03-01 11:00", noon}) {
      CHECK(told(each, tick) == "skipped: disabled in the file, backfill");
      CHECK(!has(judge(each, {at(tick)}), Remark::changed));
    }
  }
  CHECK(has(judge(each, {at(noon)}), Remark::never_on));
}

TEST_CASE("an `at` that no run came to was past when it was first seen") {
  Case each;
  each.schedule.timing = At{at(noon)};
  each.cursor = cursor_at(each, "2026-03-01 12:30");
  CHECK(told(each, noon) == "skipped, backfill");
  CHECK(has(judge(each, {at(noon)}), Remark::passed_before));
}

TEST_CASE("a schedule that was gone") {
  Case each = seen_at("2026-03-01 11:30");
  each.cursor->gone = at("2026-03-01 11:40");
  CHECK(told(each, noon) == "skipped: while it was gone from the file, backfill");
  each.schedule.window = std::chrono::minutes{10};
  CHECK(told(each, noon) == "skipped: while it was gone from the file, backfill");
  CHECK(told(each, "2026-03-01 11:00") == "skipped, backfill");
}

TEST_CASE("a cursor far ahead holds the schedule up") {
  const Case each = seen_at("2027-01-01 00:00");
  CHECK(told(each, noon) == "due, forget, backfill");
}

TEST_CASE("the verdict changes at its edges alone") {
  Case each = seen_at("2026-03-01 08:30");
  each.schedule = cron_schedule("report", "*/10 * * * *");
  const auto of = [&](const auto& change) {
    Case changed = each;
    changed.cursor->form = form_hash(each.schedule);
    change(changed);
    return changes_without_an_edge(changed);
  };
  CHECK(of([](Case&) {}) == "");
  CHECK(of([](Case& c) { c.cursor->complete = at("2026-03-01 10:00"); }) == "");
  CHECK(of([](Case& c) { c.state = R"({"enabled":false})"; }) == "");
  CHECK(of([](Case& c) { c.schedule.missed = Missed::latest; }) == "");
  CHECK(of([](Case& c) { c.schedule.missed = Missed::none; }) == "");
  CHECK(of([](Case& c) { c.cursor->gone = at("2026-03-01 07:00"); }) == "");
  CHECK(of([](Case& c) { c.schedule.enabled = false; }) == "");
  CHECK(of([](Case& c) { c.cursor->forgotten = true; }) == "");
  CHECK(of([](Case& c) { c.cursor->at = at("2027-01-01 00:00"); }) == "");
  CHECK(of([](Case& c) { c.cursor.reset(); }) == "");
  CHECK(of([](Case& c) {
          c.cursor->form ^= 1;
          c.cursor->next = at("2026-03-01 11:00");
          c.schedule.window = std::chrono::hours{24};
        }) == "");
  CHECK(of([](Case& c) {
          c.cursor->complete = at("2026-02-28 12:00");
          c.cursor->dropped = Dropped{1, at("2026-02-28 06:00"), at("2026-03-01 08:00"),
                                      at("2026-03-01 08:30"), DropReason::window};
        }) == "");
}

TEST_CASE("a time that daylight saving skips is the tick that stands for it, if there is one") {
  Case each;
  each.schedule = cron_schedule("report", "30 2 * * *");
  each.schedule.zone = find_zone("Europe/Copenhagen");
  const auto ask = [&](const char* wall) {
    return judge(each, asked_times(*each.schedule.zone, *parse_wall_clock(wall)).front());
  };
  auto answer = ask("2026-03-29 02:30");
  CHECK(verdict_text(answer) == "not due");
  CHECK(answer.moved_from == *parse_wall_clock("2026-03-29 02:30"));
  each.ledger.by_runs = true;
  CHECK(verdict_text(ask("2026-03-29 02:30")) == "enqueued");
  answer = ask("2026-03-29 02:15");  // its instant has a tick, which is another time's
  CHECK(verdict_text(answer) == "no tick");
  CHECK(has(answer, Remark::skipped_time));
  CHECK(format_instant(*answer.next) == "2026-03-29T01:00:00Z");
}

TEST_CASE("a schedule that is not in the file: the ledger and since when it is complete") {
  Case each = seen_at("2026-03-01 12:30");
  each.cursor->complete = at("2026-03-01 10:00");
  const StoredState stored = each.stored();
  const auto ask = [&](const char* tick, LedgerEntry ledger = {}) {
    const ScheduleFacts facts{
        nullptr, stored, nullptr, {each.now, each.now}, *each.cursor->complete};
    return verdict_text(judge_tick(facts, ledger, {at(tick)}));
  };
  CHECK(ask(noon, {true, false}) == "enqueued");
  CHECK(ask(noon) == "not enqueued, forget");
  CHECK(ask("2026-03-01 09:00") == "unknown, forget");
  CHECK(ask("2026-03-01 13:00") == "not due, forget");
}

TEST_CASE("a job that is there tells what the ledger has forgotten") {
  Case each = seen_at("2026-03-01 12:30");
  each.cursor->complete = at("2026-03-01 10:00");
  auto answer = judge(each, {at("2026-03-01 09:00")});
  note_found_job(true, answer);
  CHECK(verdict_text(answer) == "enqueued by a backfill");
  CHECK(answer.remarks.empty());
}
