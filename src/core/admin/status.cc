#include "core/admin/status.h"

#include <algorithm>
#include <map>

#include "core/enqueue/queue_length.h"
#include "core/enqueue/snapshot.h"
#include "core/plan/plan.h"
#include "core/plan/resume_point.h"
#include "core/plan/switch.h"
#include "core/redis/expect.h"
#include "core/redis/wrong_type.h"
#include "core/schedule/tick_stream.h"
#include "core/text/json.h"

namespace sidetick {

namespace {

Seen seen_by(const Schedule& schedule, const StoredState& stored, const Present& present) {
  if (!stored.cursor) return Seen::never;
  const auto& cursor = stored.parsed_cursor;
  if (!cursor || cursor->at > present.latest()) return Seen::unclear;
  return cursor->form == form_hash(schedule) ? Seen::yes : Seen::otherwise;
}

/// How long the oldest tick has been due that no run has dealt with.
Seconds lag_of(const SchedulePlan& plan, Instant now) {
  Instant oldest = plan.due.empty() ? now : plan.due.front();
  for (const auto& skip : plan.skips) oldest = std::min(oldest, skip.first);
  return now - oldest;
}

class Reader {
 public:
  Reader(Redis& redis, const StatusRequest& request) : redis_(redis), request_(request) {}

  Status read() {
    snapshot_ = take_snapshot(redis_, request_.keys, request_.schedules, request_.host_clock);
    read_clock();
    read_last_times();
    make_plans();
    find_waiting();
    for (std::size_t i = 0; i < request_.schedules.size(); ++i) {
      status_.schedules.push_back(status_of(i));
    }
    if (const auto& type = snapshot_.wrong_page; !type.empty()) {
      add_wrong_page(request_.keys.schedules(), type);
    }
    if (const auto& type = snapshot_.wrong_last_runs; !type.empty()) {
      status_.problems.push_back(last_runs_text(request_.keys.last_runs(), type));
    }
    find_orphans();
    return std::move(status_);
  }

 private:
  void read_clock() {
    const Seconds tolerance = request_.clock_tolerance;
    const ClockTime clamped = clamp_clock(snapshot_.host_time, snapshot_.redis_time, tolerance);
    status_.now = date::floor<Seconds>(request_.now.value_or(clamped));
    if (request_.now) return;
    const auto warning = clock_warning(snapshot_.host_at_time, snapshot_.redis_time, tolerance);
    if (warning) status_.problems.push_back(*warning);
  }

  void read_last_times() {
    const Command command = {"HGETALL", request_.keys.last_times()};
    const auto reply = redis_.exchange({command}).at(0);
    if (reply.is_error("WRONGTYPE")) return add_wrong_page(command[1], "");
    const auto& parts = expect_array(command, reply);
    for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
      last_times_[expect_text(command, parts[i])] = expect_text(command, parts[i + 1]);
    }
  }

  void add_wrong_page(const std::string& key, const std::string& type) {
    status_.problems.push_back(wrong_type_text(key, type, "hash", "the web page is not kept"));
  }

  Present present() const { return {status_.now, date::floor<Seconds>(snapshot_.redis_time)}; }

  /// What the next run would do, asked of the ledger where ticks seem to be dropped.
  void make_plans() {
    plan_all();
    Pipeline pipeline;
    for (const auto& plan : plans_) {
      const auto range = dropped_range(plan);
      if (!range) continue;
      ask_pushed(request_.keys.ledger(request_.schedules[plan.schedule].name), *range,
                 skip_count_limit(plans_.size()), pipeline, snapshot_.stored[plan.schedule]);
    }
    pipeline.answer(redis_);
    if (!pipeline.empty()) plan_all();
  }

  void plan_all() {
    const Present now = present();
    PlanContext context{now, neighbours_, request_.history, snapshot_.deleted};
    context.count_limit = skip_count_limit(request_.schedules.size());
    plans_.clear();
    for (std::size_t i = 0; i < request_.schedules.size(); ++i) {
      const Fingerprint own{form_hash(request_.schedules[i]), std::nullopt};
      plans_.push_back(plan_schedule(request_.schedules[i], i, snapshot_.stored[i], own, context));
    }
  }

  /// The ticks that the next run would leave waiting.
  void find_waiting() {
    waiting_.resize(plans_.size());
    const QueueLengths lengths = ask_lengths();
    if (lengths.empty()) return;
    Room room(lengths);
    for (const ScheduledTick& tick : due_ticks()) {
      if (!room.take(request_.schedules[tick.schedule], tick.schedule)) ++waiting_[tick.schedule];
    }
  }

  /// Of the queues of schedules that may have to wait; none is asked for where there are none.
  QueueLengths ask_lengths() {
    QueueLengths lengths;
    Pipeline pipeline;
    for (const auto& plan : plans_) {
      const Schedule& schedule = request_.schedules[plan.schedule];
      if (schedule.max_backlog > 0 && !plan.due.empty()) {
        ask_length(request_.keys, schedule.job.queue, pipeline, lengths);
      }
    }
    pipeline.answer(redis_);
    return lengths;
  }

  /// In order of time.
  std::vector<ScheduledTick> due_ticks() const {
    std::vector<ScheduledTick> ticks;
    for (const auto& plan : plans_) {
      for (const Instant tick : plan.due) ticks.push_back({plan.schedule, tick});
    }
    std::ranges::stable_sort(ticks, {}, &ScheduledTick::tick);
    return ticks;
  }

  ScheduleStatus status_of(std::size_t index) const {
    const Schedule& schedule = request_.schedules[index];
    const StoredState& stored = snapshot_.stored[index];
    const SchedulePlan& plan = plans_[index];
    ScheduleStatus status;
    if (plan.fault) status.problems.push_back({plan.fault->text, plan.fault->forgotten});
    for (const auto& note : plan.notes) {
      if (note.is_warning) status.problems.push_back({note.text});
    }
    std::vector<Note> ignored;
    status.switched_on = switched_on(stored.state, ignored);
    status.has_switch = stored.state.has_value();
    status.seen = seen_by(schedule, stored, present());
    if (const auto& cursor = stored.parsed_cursor) {
      status.cursor = cursor->at;
      status.complete = cursor->complete;
      status.dropped = remembered_drop(*cursor, status_.now);
    }
    read_last_time(schedule.name, status);
    status.next_tick = next_tick(schedule.timing, *schedule.zone, status_.now);
    const bool is_seen = status.seen == Seen::yes || status.seen == Seen::otherwise;
    if (schedule.enabled && status.switched_on && is_seen) {
      status.lag = lag_of(plan, status_.now);
      count_due(plan, status);
      status.waiting = waiting_[index];
    }
    return status;
  }

  void read_last_time(const std::string& name, ScheduleStatus& status) const {
    const auto found = last_times_.find(name);
    if (found == last_times_.end()) return;
    status.last_tick = parse_stored_time(found->second);
    if (status.last_tick) return;
    status.problems.push_back(
        {"its last time " + json_string(found->second) + " in Redis is not a time"});
  }

  static void count_due(const SchedulePlan& plan, ScheduleStatus& status) {
    status.due = plan.due.size();
    for (const auto& skip : plan.skips) {
      status.due += skip.count;
      if (skip.reason == SkipReason::too_old) status.too_old = skip;
    }
  }

  void find_orphans() {
    std::map<std::string, Orphan> orphans;
    auto orphan = [&](const std::string& name) -> Orphan* {
      if (neighbours_.has(name)) return nullptr;
      Orphan& entry = orphans[name];
      entry.name = name;
      return &entry;
    };
    for (const auto& [name, text] : snapshot_.cursors) {
      const auto cursor = parse_cursor(text);
      if (!cursor || !cursor->forgotten) add_orphan(cursor, orphan(name));
    }
    for (const auto& [name, text] : snapshot_.states) orphan(name);
    for (const auto& name : snapshot_.published) {
      if (Orphan* entry = orphan(name)) entry->published = true;
    }
    for (auto& [name, entry] : orphans) status_.orphans.push_back(std::move(entry));
  }

  void add_orphan(const std::optional<Cursor>& cursor, Orphan* entry) const {
    if (!entry || !cursor) return;
    entry->cursor = cursor->at;
    entry->gone = cursor->gone;
    const bool is_deleted = cursor->gone && neighbours_.has_left(entry->name, cursor->with);
    if (is_deleted) entry->forgotten_at = std::max(cursor->at, *cursor->gone) + request_.history;
  }

  Redis& redis_;
  const StatusRequest& request_;
  Neighbours neighbours_{request_.names_in_file};
  Snapshot snapshot_;
  std::vector<SchedulePlan> plans_;   // one for each schedule
  std::vector<std::size_t> waiting_;  // likewise
  std::map<std::string, std::string> last_times_;
  Status status_;
};

}  // namespace

Status read_status(Redis& redis, const StatusRequest& request) {
  return Reader(redis, request).read();
}

}  // namespace sidetick
