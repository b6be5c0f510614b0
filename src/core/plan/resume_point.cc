#include "core/plan/resume_point.h"

#include <algorithm>

#include "core/plan/ledger.h"
#include "core/text/json.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

using Kind = ResumePoint::Kind;

/// The start of the present minute, as of a new schedule.
Instant minute_start(Instant now) {
  return date::floor<std::chrono::minutes>(now) - Seconds{1};
}

Instant window_start(const Schedule& schedule, Instant now) {
  return now - schedule.window - Seconds{1};
}

/// A new schedule has no backlog: the tick of the current minute is its first. An unlimited window is
/// for what was seen before it was due: what was deleted, with its ledger, would come a second time.
Instant fresh_start(const Schedule& schedule, Instant now) {
  const bool looks_back =
      schedule.first_run == FirstRun::window && schedule.window != unlimited_window;
  if (looks_back) return window_start(schedule, now);
  return minute_start(now);
}

/// The time that `text` stands for, unless it cannot be read or is one that only a bad clock
/// writes.
std::optional<Instant> stored_time(const char* where, const std::optional<std::string>& text,
                                   const Present& present, std::vector<Note>& notes) {
  if (!text) return std::nullopt;
  auto time = parse_stored_time(*text);
  if (!time) {
    notes.push_back({true, std::string(where) + " " + json_string(*text) +
                               " in Redis is not a time: it is not used"});
    return std::nullopt;
  }
  return *time > present.latest() ? std::nullopt : time;
}

ResumePoint without_cursor(const Schedule& schedule, const StoredState& stored,
                           const Present& present, std::vector<Note>& notes) {
  if (auto time = stored_time("last_runs", stored.last_run, present, notes)) {
    return {Kind::migrated, *time};
  }
  if (auto time = stored_time("last_times", stored.last_time, present, notes)) {
    return {Kind::migrated, *time};
  }
  const auto newest = stored.cursor && stored.newest_pushed
                          ? parse_ledger_member(*stored.newest_pushed)
                          : std::nullopt;
  if (newest && newest->last <= present.now) return {Kind::recovered, newest->last};
  auto start = fresh_start(schedule, present.now);
  notes.push_back(
      {false, "it is new to this Redis: it begins at " + format_instant(start + Seconds{1})});
  return {Kind::fresh, start};
}

/// Said of a present that is given by hand and lies behind the cursor.
Note note_past(const Cursor& cursor, Instant now) {
  return {false, "its cursor is " + length_text(cursor.at - now) + " ahead of this now, at " +
                     format_instant(cursor.at) +
                     ": what is due up to there has been dealt with; a past range is for backfill"};
}

ResumePoint with_cursor(const Cursor& cursor, std::uint64_t form, const Present& present,
                        std::vector<Note>& notes) {
  const Instant now = present.now;
  if (cursor.at > present.latest()) return {Kind::wrong_clock, cursor.at, &cursor};
  if (cursor.at > now) {
    if (cursor.at > now + cursor_lead) notes.push_back(note_past(cursor, now));
    return {Kind::ahead, cursor.at, &cursor};
  }
  // A schedule that has been off since it was first seen has no position either.
  const bool anew = cursor.forgotten || cursor.form == no_form;
  if (anew) return {Kind::forgotten, minute_start(now), &cursor};
  if (cursor.gone && now - *cursor.gone > gone_grace) {
    return {Kind::returned, minute_start(now), &cursor};
  }
  if (cursor.form != form) return {Kind::edited, after_edit(cursor, now), &cursor};
  return {Kind::cursor, cursor.resume(), &cursor};
}

}  // namespace

// exq-scheduler stores a JSON string (lib/exq_scheduler/storage.ex, persist_schedule_times),
// sidekiq-scheduler the bare text.
std::optional<Instant> parse_stored_time(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    text = text.substr(1, text.size() - 2);
  }
  // Ruby's Time#to_s ends in " UTC" or " +0200", EtOrbi's in " Z".
  std::string tidy(text);
  if (tidy.ends_with(" UTC")) tidy.replace(tidy.size() - 4, 4, "Z");
  if (tidy.ends_with(" Z")) tidy.replace(tidy.size() - 2, 2, "Z");
  auto size = tidy.size();
  if (size > 6 && tidy[size - 6] == ' ' && (tidy[size - 5] == '+' || tidy[size - 5] == '-')) {
    tidy = tidy.substr(0, size - 6) + tidy.substr(size - 5, 3) + ":" + tidy.substr(size - 2);
  }
  // exq-scheduler's Timex.to_naive_datetime leaves the zone out, which is UTC.
  const auto time = parse_instant(tidy);
  return time ? time : parse_instant(tidy + "Z");
}

std::optional<Instant> owed_tick(const Cursor& cursor, Instant now) {
  const bool recent = cursor.owed && *cursor.owed >= minute_start(now) - std::chrono::minutes{2};
  return recent ? cursor.owed : std::nullopt;
}

Instant after_edit(const Cursor& cursor, Instant now) {
  Instant after = minute_start(now) - std::chrono::minutes{1};
  if (cursor.from) after = std::min(after, *cursor.from);
  if (cursor.next) after = std::min(after, *cursor.next - Seconds{1});
  if (const auto owed = owed_tick(cursor, now)) after = std::min(after, *owed - Seconds{1});
  return after;
}

ResumePoint find_resume_point(const Schedule& schedule, std::uint64_t form,
                              const StoredState& stored, const Present& present,
                              std::vector<Note>& notes) {
  if (!stored.cursor) return without_cursor(schedule, stored, present, notes);
  if (stored.parsed_cursor) return with_cursor(*stored.parsed_cursor, form, present, notes);
  notes.push_back({true, "its cursor " + json_string(*stored.cursor) +
                             " in Redis cannot be read: it is replaced, and the ledger decides"});
  return without_cursor(schedule, stored, present, notes);
}

}  // namespace sidetick
