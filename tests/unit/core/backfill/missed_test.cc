// The ticks that nobody has enqueued, in groups of one reason each.
#include "core/backfill/missed.h"

#include <doctest/doctest.h>

#include "core/schedule/tick_stream.h"
#include "support/schedules.h"

using namespace sidetick;
using test::at;
using test::cron_schedule;

namespace {

Instant now() {
  return at("2026-03-01 12:34:30");
}

/// What is missed of these schedules, which share one cursor's text, when none of the ticks in
/// [from, now) but those at `enqueued` was enqueued.
class Range {
 public:
  Range(std::vector<Schedule> schedules, const std::optional<Cursor>& cursor, const char* from,
        QueueLengths lengths = {})
      : schedules_(std::move(schedules)),
        request_{schedules_,
                 Keys("", ""),
                 at(from),
                 now(),
                 std::chrono::hours{24 * 7},
                 Seconds{5},
                 [] { return ClockTime{now()}; }},
        judge_(request_, snapshot(cursor), std::move(lengths), {now(), now()}) {}

  Range& miss_all_but(Instant enqueued) {
    TickStream stream(schedules_, request_.from, request_.to);
    for (auto tick = stream.next(); tick; tick = stream.next()) {
      if (tick->tick != enqueued) judge_.add(tick->schedule, tick->tick, always);
    }
    return *this;
  }

  /// "37 of 2026-…Z..2026-…Z (4 kept) skipped: older than the window, "
  std::string groups(std::size_t schedule) const {
    std::string text;
    for (const auto& group : judge_.missed().schedules.at(schedule).groups) {
      const auto& reason = group.answer.reason;
      text += std::to_string(group.count) + " of " + format_instant(group.first) + ".." +
              format_instant(group.last) + " (" + std::to_string(group.few.size()) + " kept) " +
              (reason ? to_string(*reason) : "no reason") + ", ";
    }
    return text;
  }

  const MissedReport& missed() const { return judge_.missed(); }

 private:
  Snapshot snapshot(const std::optional<Cursor>& cursor) const {
    Snapshot snapshot{};
    snapshot.stored.resize(schedules_.size());
    for (auto& stored : snapshot.stored) {
      if (!cursor) continue;
      stored.cursor = cursor->text();
      stored.parsed_cursor = cursor;
    }
    return snapshot;
  }

  std::vector<Schedule> schedules_;
  BackfillRequest request_;
  MissedJudge judge_;
};

Cursor cursor_of(const Schedule& schedule, const char* instant) {
  Cursor cursor{at(instant), form_hash(schedule)};
  cursor.complete = always;
  return cursor;
}

}  // namespace

TEST_CASE("neighbouring ticks with one reason are a group, also around one that was enqueued") {
  const auto report = cron_schedule("report", "0 * * * *");
  Range range({report}, cursor_of(report, "2026-03-01 02:30"), "2026-03-01 00:00");
  range.miss_all_but(at("2026-03-01 05:00"));
  CHECK(range.groups(0) ==
        "3 of 2026-03-01T00:00:00Z..2026-03-01T02:00:00Z (3 kept) no reason, "
        "8 of 2026-03-01T03:00:00Z..2026-03-01T11:00:00Z (4 kept) older than the window, "
        "1 of 2026-03-01T12:00:00Z..2026-03-01T12:00:00Z (1 kept) no reason, ");
  CHECK(is_for_next_run(range.missed().schedules[0].groups[2], range.missed().schedules[0]));
  CHECK(!is_for_next_run(range.missed().schedules[0].groups[1], range.missed().schedules[0]));
}

TEST_CASE("a long range has no more groups than a short one") {
  const auto report = cron_schedule("report", "* * * * *");
  Range range({report}, cursor_of(report, "2026-03-01 02:30"), "2020-01-01 00:00");
  range.miss_all_but(now());
  CHECK(range.groups(0) ==
        "3241591 of 2020-01-01T00:00:00Z..2026-03-01T02:30:00Z (4 kept) no reason, "
        "544 of 2026-03-01T02:31:00Z..2026-03-01T11:34:00Z (4 kept) older than the window, "
        "60 of 2026-03-01T11:35:00Z..2026-03-01T12:34:00Z (4 kept) no reason, ");
}

TEST_CASE("each schedule has groups of its own, and one that missed nothing has none") {
  auto daily = cron_schedule("daily", "0 5 * * *");
  Range range({cron_schedule("hourly", "0 * * * *"), daily}, std::nullopt, "2026-03-01 00:00");
  range.miss_all_but(at("2026-03-01 05:00"));
  CHECK(range.groups(0) == "12 of 2026-03-01T00:00:00Z..2026-03-01T12:00:00Z (4 kept) no reason, ");
  CHECK(range.groups(1) == "");
}

TEST_CASE("what a cursor that is far ahead holds up is not for the next run") {
  const auto report = cron_schedule("report", "0 * * * *");
  Range range({report}, cursor_of(report, "2027-03-01 00:00"), "2026-03-01 00:00");
  range.miss_all_but(now());
  const auto& missed = range.missed().schedules[0];
  CHECK(missed.held_up);
  CHECK(missed.groups[0].answer.verdict == Verdict::due);
  CHECK(!is_for_next_run(missed.groups[0], missed));
}

TEST_CASE("what waits for room is told apart from what the next run enqueues") {
  auto report = cron_schedule("report", "*/5 * * * *");
  report.max_backlog = 10;
  Range range({report}, cursor_of(report, "2026-03-01 12:00"), "2026-03-01 12:00",
              {{report.job.queue, 8}});
  range.miss_all_but(at("2026-03-01 12:00"));
  const auto& missed = range.missed().schedules[0];
  REQUIRE(missed.groups.size() == 2);
  CHECK(missed.groups[0].answer.verdict == Verdict::due);
  CHECK(missed.groups[0].count == 2);
  CHECK(missed.groups[1].answer.verdict == Verdict::waiting);
  CHECK(missed.groups[1].count == 4);
  CHECK(is_for_next_run(missed.groups[1], missed));
}
