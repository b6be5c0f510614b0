#include "core/plan/plan.h"

#include <algorithm>

#include "core/plan/resume_point.h"
#include "core/plan/switch.h"
#include "core/schedule/ticks.h"
#include "core/text/shell_word.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

using Kind = ResumePoint::Kind;

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

class Planner {
 public:
  Planner(const Schedule& schedule, const StoredState& stored, const Fingerprint& own,
          const PlanContext& context, SchedulePlan& plan)
      : schedule_(schedule),
        stored_(stored),
        own_(own),
        context_(context),
        now_(context.present.now),
        plan_(plan),
        resume_(find_resume_point(schedule, own.form, stored, context.present, plan.notes)) {}

  void make() {
    if (resume_.kind == Kind::wrong_clock) return refuse();
    if (!schedule_.enabled) return leave_off();
    if (resume_.kind == Kind::ahead) return wait();
    go_on();
  }

 private:
  /// Nobody can know which clock it is, so nothing is done that could not be undone.
  void refuse() {
    if (!schedule_.enabled) return;
    const Instant at = resume_.cursor->at;
    plan_.fault = Fault{
        Exit::temporary,
        "its cursor is " + length_text(at - now_) + " ahead, at " + format_instant(at) +
            ": the clock of this host is wrong, or that of the host which wrote it was: nothing of "
            "it is enqueued until then; mend the clock, or begin anew and backfill the time "
            "between",
        schedule_.name};
  }

  /// As if it were not in the file, but shown on the page: the cursor stays where it is.
  void leave_off() {
    std::erase_if(plan_.notes, [](const Note& note) { return !note.is_warning; });
    Cursor cursor = resume_.cursor ? *resume_.cursor : Cursor{now_};
    const bool marked = cursor.gone.has_value();
    if (!resume_.cursor) cursor.complete = complete_since();
    if (!marked) cursor.gone = now_;
    publish(cursor);
    plan_.cursor = cursor;
    plan_.needs_write = !marked || plan_.publish;
  }

  /// A neighbour has done the work up to the cursor, which stays as it is. With another form, it has
  /// not done ours: what the ledger lacks is enqueued. A mark must not wait, it would grow old.
  void wait() {
    plan_.cursor = *resume_.cursor;
    const bool unmark = plan_.cursor.gone && now_ - *plan_.cursor.gone <= gone_grace;
    if (unmark) plan_.cursor.gone.reset();
    const bool other_form = plan_.cursor.form != own_.form && !plan_.cursor.forgotten;
    const bool looks_back = other_form && plan_.cursor.at <= now_ + close_lead;
    std::vector<Note> ignored;
    if (looks_back && !plan_.cursor.gone && switched_on(stored_.state, ignored)) {
      plan_.due = take_ticks(schedule_, lower_edge(after_edit(plan_.cursor, now_)), now_,
                             context_.most_due, plan_.more);
    }
    plan_.more = false;
    plan_.start = plan_.cursor;
    plan_.keep_cursor = !unmark;
    plan_.needs_write = unmark || !plan_.due.empty();
  }

  /// `after`, or the end of what may not be enqueued any more.
  Instant lower_edge(Instant after) const {
    return std::max({after, window_edge(), complete_since() - Seconds{1}});
  }

  void go_on() {
    on_ = switched_on(stored_.state, plan_.notes);
    if (resume_.kind == Kind::returned) come_back();
    if (resume_.kind == Kind::edited) note_edit();
    if (on_) {
      plan_enabled();
    } else {
      skip_range(SkipReason::disabled, resume_.after, now_);
    }
    plan_.write_start = resume_.kind != Kind::cursor;
    const auto& cursor = resume_.cursor;
    const bool page_differs =
        own_.page && (!stored_.published || !cursor || cursor->page != *own_.page);
    plan_.more_to_write = plan_.write_start || page_differs || !plan_.skips.empty() ||
                          !stored_.pushed.empty() || (cursor && (cursor->gone || names_nobody()));
    plan_.needs_write = plan_.more_to_write || !plan_.due.empty();
    if (plan_.needs_write) set_cursors();
  }

  void come_back() {
    const Instant left_out = std::max(resume_.cursor->resume(), window_edge());
    skip_range(SkipReason::gone, left_out, resume_.after);
    plan_.notes.push_back({false, "it is back after it was gone since " +
                                      format_instant(*resume_.cursor->gone) + ": it begins at " +
                                      format_instant(resume_.after + Seconds{1})});
    if (on_) return;
    plan_.notes.push_back({true,
                           "it is back, and its switch in Redis is off: it does not fire; to "
                           "switch it on: sidetick enable " +
                               shell_word(schedule_.name)});
  }

  void note_edit() {
    plan_.notes.push_back({false, "it has changed: its ticks are looked at from " +
                                      format_instant(resume_.after + Seconds{1}) + " on"});
  }

  Instant window_edge() const { return now_ - schedule_.window - Seconds{1}; }

  /// Every tick since then that was enqueued is in the ledger.
  Instant complete_since() const {
    if (resume_.cursor && resume_.cursor->complete) return *resume_.cursor->complete;
    const bool no_ledger = resume_.kind == Kind::fresh && !stored_.newest_pushed;
    if (!no_ledger) return now_ - context_.history;
    const auto deleted = context_.deleted.find(schedule_.name);
    return deleted == context_.deleted.end() ? always : deleted->second + Seconds{1};
  }

  void skip_range(SkipReason reason, Instant after, Instant until) {
    auto skip = count_ticks(schedule_, reason, after, until, context_.count_limit, stored_.pushed);
    if (!skip) return;
    if (reason == SkipReason::gone) skip->gone_since = resume_.cursor->gone;
    plan_.skips.push_back(*skip);
  }

  /// Skips the ticks from `after` to `edge`, and returns where the others lie behind.
  Instant drop_before(SkipReason reason, Instant after, Instant edge) {
    if (after >= edge) return after;
    skip_range(reason, after, edge);
    return edge;
  }

  /// Skips what `missed` says is not to be enqueued of the ticks in (after, now], and returns the
  /// instant after which the others lie. A tick is missed when it is older than the minute before
  /// the present one: a run that starts every minute has had its chance.
  Instant skip_missed(Instant after) {
    auto edge = date::floor<std::chrono::minutes>(now_) - std::chrono::minutes{1} - Seconds{1};
    if (schedule_.missed == Missed::all || after >= edge) return after;
    const SkipReason reason = missed_reason(schedule_);
    if (schedule_.missed == Missed::none) return drop_before(reason, after, edge);
    auto skip = count_ticks(schedule_, reason, after, edge, context_.count_limit, {});
    if (!skip) return edge;
    auto following = next_tick(schedule_.timing, *schedule_.zone, edge);
    if (following && *following <= now_) {
      plan_.skips.push_back(*skip);
      return edge;
    }
    edge = skip->last - Seconds{1};  // the latest is a missed one: it stays
    skip_range(reason, after, edge);
    return edge;
  }

  void plan_enabled() {
    Instant after = drop_before(SkipReason::too_old, resume_.after, window_edge());
    const Instant complete = complete_since();
    if (complete > after + Seconds{1}) {
      after = drop_before(SkipReason::ledger, after, complete - Seconds{1});
    }
    after = skip_missed(after);
    plan_.due = take_ticks(schedule_, after, now_, context_.most_due, plan_.more);
  }

  void set_cursors() {
    if (!plan_.due.empty()) plan_.start = cursor_at(resume_.after);
    plan_.cursor = cursor_at(plan_.more ? plan_.due.back() : std::max(now_, resume_.after));
    publish(plan_.cursor);
    plan_.cursor.dropped = last_dropped();
  }

  /// The schedule that the cursor names is not in the file: until another one stands there, a file
  /// that has it would take this one for gone, or none would.
  bool names_nobody() const {
    const auto& with = resume_.cursor->with;
    return !with.empty() && !context_.neighbours.has(with);
  }

  void publish(Cursor& cursor) {
    plan_.publish = own_.page && (!stored_.published || cursor.page != *own_.page);
    cursor.page = own_.page.value_or(unpublished);
    cursor.with = context_.neighbours.beside(schedule_.name, cursor.with);
  }

  /// Never behind the one that Redis has, but where the schedule is new again: what is still to be
  /// looked at before that one is `from`.
  Cursor cursor_at(Instant done) const {
    Cursor cursor = resume_.cursor ? *resume_.cursor : Cursor{done};
    const bool anew = resume_.kind == Kind::returned || resume_.kind == Kind::forgotten;
    cursor.at = anew ? done : std::max(done, cursor.at);
    cursor.form = own_.form;
    cursor.from = done < cursor.at ? std::optional(done) : std::nullopt;
    cursor.next = next_tick(schedule_.timing, *schedule_.zone, cursor.at);
    cursor.owed = owed();
    cursor.complete = complete_since();
    cursor.with = context_.neighbours.beside(schedule_.name, cursor.with);
    cursor.gone.reset();
    cursor.off = off_since();
    cursor.forgotten = false;
    return cursor;
  }

  /// The first tick that was skipped since the switch is off, for who switches it on.
  std::optional<Instant> off_since() const {
    if (on_) return std::nullopt;
    const bool goes_on = resume_.kind == Kind::cursor || resume_.kind == Kind::edited;
    if (goes_on && resume_.cursor->off) return resume_.cursor->off;
    const auto skip = std::ranges::find(plan_.skips, SkipReason::disabled, &Skip::reason);
    return skip == plan_.skips.end() ? std::nullopt : std::optional(skip->first);
  }

  /// What a host that still has the other form finds its way back by.
  std::optional<Instant> owed() const {
    if (!resume_.cursor) return std::nullopt;
    if (resume_.kind != Kind::edited) return owed_tick(*resume_.cursor, now_);
    const auto& next = resume_.cursor->next;
    return next && *next <= now_ ? next : std::nullopt;
  }

  /// What this run drops; else what an earlier one has, for as long as that is of interest.
  std::optional<Dropped> last_dropped() const {
    std::optional<Dropped> dropped;
    for (const auto& skip : plan_.skips) {
      const auto reason = drop_reason(skip.reason);
      if (!reason) continue;
      if (dropped) {
        dropped->count += skip.count;
        dropped->last = skip.last;
      } else {
        dropped = Dropped{skip.count, skip.first, skip.last, now_, *reason};
      }
    }
    if (dropped || !resume_.cursor) return dropped;
    return remembered_drop(*resume_.cursor, now_);
  }

  const Schedule& schedule_;
  const StoredState& stored_;
  const Fingerprint& own_;
  const PlanContext& context_;
  Instant now_;
  SchedulePlan& plan_;
  ResumePoint resume_;
  bool on_ = true;  // by the switch in Redis
};

}  // namespace

Cursor SchedulePlan::cursor_after(Instant tick) const {
  Cursor after = start;
  after.at = std::max(tick, start.at);
  after.from = tick < after.at ? std::optional(tick) : std::nullopt;
  const auto following = std::ranges::upper_bound(due, after.at);
  after.next = following == due.end() ? cursor.next : std::optional(*following);
  after.dropped = cursor.dropped;
  return after;
}

Cursor SchedulePlan::cursor_before(Instant tick) const {
  Cursor before = cursor_after(tick - Seconds{1});
  before.page = cursor.page;
  return before;
}

std::optional<Dropped> remembered_drop(const Cursor& cursor, Instant now) {
  const auto& dropped = cursor.dropped;
  const bool recent =
      dropped && dropped->at <= now + cursor_lead && now - dropped->at < dropped_memory;
  return recent ? dropped : std::nullopt;
}

std::optional<std::pair<Instant, Instant>> dropped_range(const SchedulePlan& plan) {
  std::optional<std::pair<Instant, Instant>> range;
  for (const auto& skip : plan.skips) {
    if (!is_drop(skip.reason) && skip.reason != SkipReason::gone) continue;
    if (!range) range = {skip.first, skip.last};
    range = {std::min(range->first, skip.first), std::max(range->second, skip.last)};
  }
  return range;
}

SchedulePlan plan_schedule(const Schedule& schedule, std::size_t index, const StoredState& stored,
                           const Fingerprint& own, const PlanContext& context) {
  SchedulePlan plan{};
  plan.schedule = index;
  Planner(schedule, stored, own, context, plan).make();
  return plan;
}

}  // namespace sidetick
