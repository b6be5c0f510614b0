#include "core/plan/resume_point.h"

#include <charconv>

#include "core/text/json.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

using Kind = ResumePoint::Kind;

Instant window_start(const Schedule& schedule, Instant now) {
  return now - schedule.window - Seconds{1};
}

/// A new schedule has no backlog: the tick of the current minute is its first.
Instant fresh_start(const Schedule& schedule, Instant now) {
  if (schedule.first_run == FirstRun::window) return window_start(schedule, now);
  return date::floor<std::chrono::minutes>(now) - Seconds{1};
}

std::optional<Instant> parse_epoch(std::string_view text) {
  long long epoch = 0;
  auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), epoch);
  bool whole = failure == std::errc{} && end == text.data() + text.size();
  // Twelve digits: until the year 33658, and far from where arithmetic overflows.
  if (!whole || text.size() > 12) return std::nullopt;
  return Instant{Seconds{epoch}};
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
    return {Kind::migrated, *time, {}};
  }
  if (auto time = stored_time("last_times", stored.last_time, present, notes)) {
    return {Kind::migrated, *time, {}};
  }
  auto newest =
      stored.cursor && stored.newest_pushed ? parse_epoch(*stored.newest_pushed) : std::nullopt;
  if (newest && *newest <= present.now) return {Kind::recovered, *newest, {}};
  auto start = fresh_start(schedule, present.now);
  notes.push_back(
      {false, "it is new to this Redis: it begins at " + format_instant(start + Seconds{1})});
  return {Kind::fresh, start, {}};
}

ResumePoint bad_clock(const Schedule& schedule, const Cursor& cursor, Instant now,
                      std::vector<Note>& notes) {
  notes.push_back({true, "its cursor is " + format_duration(cursor.at - now) + " ahead, at " +
                             format_instant(cursor.at) +
                             ": a bad clock wrote it; the window is gone through again and the "
                             "ledger decides"});
  return {Kind::bad_clock, window_start(schedule, now), cursor};
}

/// Said of a present that is given by hand and lies behind the cursor.
Note note_past(const Cursor& cursor, Instant now) {
  return {false, "its cursor is " + format_duration(cursor.at - now) + " ahead of this now, at " +
                     format_instant(cursor.at) +
                     ": what is due up to there has been dealt with; a past range is for backfill"};
}

}  // namespace

// exq-scheduler stores a JSON string, sidekiq-scheduler the bare text.
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
  return parse_instant(tidy);
}

ResumePoint find_resume_point(const Schedule& schedule, std::uint64_t ticks,
                              const StoredState& stored, const Present& present,
                              std::vector<Note>& notes) {
  const Instant now = present.now;
  if (!stored.cursor) return without_cursor(schedule, stored, present, notes);
  const auto& cursor = stored.parsed_cursor;
  if (!cursor) {
    notes.push_back({true, "its cursor " + json_string(*stored.cursor) +
                               " in Redis cannot be read: it is replaced, and the ledger decides"});
    return without_cursor(schedule, stored, present, notes);
  }
  if (cursor->at > present.latest()) return bad_clock(schedule, *cursor, now, notes);
  if (cursor->ticks_hash != ticks) {
    return {Kind::changed, fresh_start(schedule, now), cursor};
  }
  if (cursor->at > now + cursor_lead) notes.push_back(note_past(*cursor, now));
  return {Kind::cursor, cursor->at, cursor};
}

}  // namespace sidetick
