#include "core/plan/plan.h"

#include <algorithm>

#include "core/plan/resume_point.h"
#include "core/plan/switch.h"

namespace sidetick {

namespace {

using Kind = ResumePoint::Kind;

void skip_range(const Schedule& schedule, SkipReason reason, Instant after, Instant until,
                SchedulePlan& plan) {
  auto skip = count_ticks(schedule, reason, after, until, plan.count_limit);
  if (skip) plan.skips.push_back(*skip);
}

/// At most `most` of the ticks in (after, until]; `more` tells whether there are others.
std::vector<Instant> take_ticks(const Schedule& schedule, Instant after, Instant until,
                                std::size_t most, bool& more) {
  std::vector<Instant> due;
  Ticks ticks(schedule.timing, *schedule.zone, after);
  for (auto tick = ticks.next(); tick && *tick <= until; tick = ticks.next()) {
    if (due.size() == most) {
      more = true;
      break;
    }
    due.push_back(*tick);
  }
  return due;
}

/// Skips what `missed` says is not to be enqueued of the ticks in (after, now], and returns the
/// instant after which the others lie. A tick is missed when it is older than the minute before the
/// present one: a run that starts every minute has had its chance.
Instant skip_missed(const Schedule& schedule, Instant after, Instant now, SchedulePlan& plan) {
  auto edge = date::floor<std::chrono::minutes>(now) - std::chrono::minutes{1} - Seconds{1};
  if (schedule.missed == Missed::all || after >= edge) return after;
  bool latest = schedule.missed == Missed::latest;
  auto reason = latest ? SkipReason::superseded : SkipReason::missed;
  auto skip = count_ticks(schedule, reason, after, edge, plan.count_limit);
  if (!skip) return edge;
  auto following = next_tick(schedule.timing, *schedule.zone, edge);
  if (!latest || (following && *following <= now)) {
    plan.skips.push_back(*skip);
    return edge;
  }
  edge = skip->last - Seconds{1};  // the latest is a missed one: it stays
  skip_range(schedule, reason, after, edge, plan);
  return edge;
}

void plan_enabled(const Schedule& schedule, Instant after, Instant now, std::size_t most_due,
                  SchedulePlan& plan) {
  auto window_edge = now - schedule.window - Seconds{1};
  if (after < window_edge) {
    skip_range(schedule, SkipReason::too_old, after, window_edge, plan);
    after = window_edge;
  }
  after = skip_missed(schedule, after, now, plan);
  plan.due = take_ticks(schedule, after, now, most_due, plan.more);
}

/// Ticks of the new form that lie before the change are not caught up; that is said.
void note_change(const Schedule& schedule, const ResumePoint& resume, SchedulePlan& plan) {
  if (resume.kind != Kind::changed) return;
  skip_range(schedule, SkipReason::changed, resume.cursor->at, resume.after, plan);
  plan.notes.push_back(
      {false, "it has changed: it begins anew at " + format_instant(resume.after + Seconds{1})});
}

/// What this run drops; else what an earlier one has, for as long as that is of interest.
std::optional<Dropped> last_dropped(const ResumePoint& resume, Instant now,
                                    const SchedulePlan& plan) {
  for (const auto& skip : plan.skips) {
    if (skip.reason == SkipReason::too_old) return Dropped{skip.count, skip.first, skip.last, now};
  }
  if (!resume.cursor || resume.kind == Kind::changed) return std::nullopt;
  return remembered_drop(*resume.cursor, now);
}

/// Never back. A cursor that a bad clock has put ahead, or that is of the schedule's earlier form,
/// is none to keep: of the ticks up to there nobody has enqueued those that are not in `plan`.
Instant final_position(const ResumePoint& resume, Instant now, const SchedulePlan& plan) {
  return std::max(plan.more ? plan.due.back() : now, resume.after);
}

/// Where the next run is to begin should this one be cut short.
std::optional<Cursor> first_cursor(const ResumePoint& resume, const SchedulePlan& plan) {
  if (resume.kind == Kind::cursor) return std::nullopt;
  return Cursor{resume.after, plan.cursor.ticks_hash, plan.old_page_hash};
}

bool needs_write(const ResumePoint& resume, const SchedulePlan& plan) {
  return resume.kind != Kind::cursor || plan.publish || !plan.due.empty() || !plan.skips.empty();
}

}  // namespace

std::size_t ticks_of_each_per_plan(std::size_t schedules) {
  constexpr std::size_t all = 500'000;
  constexpr std::size_t fewest = 64;
  return std::clamp(all / std::max<std::size_t>(schedules, 1), fewest, ticks_per_plan);
}

std::optional<Dropped> remembered_drop(const Cursor& cursor, Instant now) {
  const auto& dropped = cursor.dropped;
  const bool recent =
      dropped && dropped->at <= now + cursor_lead && now - dropped->at < dropped_memory;
  return recent ? dropped : std::nullopt;
}

SchedulePlan plan_schedule(const std::vector<Schedule>& schedules, std::size_t index,
                           const StoredState& stored, const Fingerprint& own,
                           const Present& present, std::size_t most_due) {
  const Schedule& schedule = schedules[index];
  const Instant now = present.now;
  SchedulePlan plan{};
  plan.schedule = index;
  plan.count_limit = skip_count_limit(schedules.size());
  auto resume = find_resume_point(schedule, own.ticks, stored, present, plan.notes);
  bool on = switched_on(stored.state, plan.notes);
  note_change(schedule, resume, plan);
  if (schedule.enabled && on) {
    plan_enabled(schedule, resume.after, now, most_due, plan);
  } else {
    auto reason = schedule.enabled ? SkipReason::disabled : SkipReason::disabled_in_file;
    skip_range(schedule, reason, resume.after, now, plan);
  }
  plan.old_page_hash = resume.cursor ? resume.cursor->page_hash : unpublished;
  plan.publish = own.page && (!stored.published || plan.old_page_hash != *own.page);
  plan.cursor = {final_position(resume, now, plan), own.ticks, own.page.value_or(unpublished),
                 last_dropped(resume, now, plan)};
  plan.first_cursor = first_cursor(resume, plan);
  plan.needs_write = needs_write(resume, plan);
  return plan;
}

}  // namespace sidetick
