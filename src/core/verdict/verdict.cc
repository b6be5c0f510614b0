#include "core/verdict/verdict.h"

#include <algorithm>

#include "core/plan/resume_point.h"
#include "core/plan/switch.h"

namespace sidetick {

namespace {

/// The expression of a fixed time that matches `wall`; it fires once for it.
bool is_fixed_time(const Timing& timing, WallClock wall) {
  const auto* expr = timing.as<CronExpr>();
  if (expr == nullptr || expr->follows_elapsed_time()) return false;
  MatchingMonth month;
  return expr->next(wall - Seconds{1}, month) == wall;
}

bool holds(const Skip& skip, Instant tick) {
  return skip.first <= tick && tick <= skip.last;
}

/// Judges one tick of one schedule.
class Judge {
 public:
  Judge(const ScheduleFacts& facts, const LedgerEntry& ledger, TickAnswer& answer)
      : facts_(facts), ledger_(ledger), tick_(answer.asked.at), answer_(answer) {}

  void run() {
    if (facts_.schedule == nullptr) return judge_without_schedule();
    look_at_schedule();
    if (is_in_ledger()) return say_enqueued();
    if (!answer_.is_tick) return say_no_tick();
    if (tick_ > facts_.present.now) return say_not_due();
    if (facts_.plan->fault) return say_held_up();
    if (is_due()) return say_due();
    if (const Skip* skip = find_skip()) return say_next_run_skips(*skip);
    judge_passed();
  }

 private:
  const Schedule& schedule() const { return *facts_.schedule; }
  const std::optional<Cursor>& cursor() const { return facts_.stored.parsed_cursor; }
  void remark(Remark remark) { answer_.remarks.push_back(remark); }

  bool is_switched_on() const {
    std::vector<Note> ignored;
    return switched_on(facts_.stored.state, ignored);
  }

  bool is_in_ledger() const {
    const bool no_such_time = answer_.asked.skipped && !answer_.is_tick;
    return !no_such_time && (ledger_.by_runs || ledger_.by_backfills);
  }

  /// A time that was skipped has a tick where that is of this very time, moved.
  void look_at_schedule() {
    const Timing& timing = schedule().timing;
    const Zone& zone = *schedule().zone;
    const auto& skipped = answer_.asked.skipped;
    answer_.is_tick = next_tick(timing, zone, tick_ - Seconds{1}) == tick_ &&
                      (!skipped || is_fixed_time(timing, *skipped));
    if (!answer_.is_tick) return;
    answer_.moved_from = skipped ? skipped : moved_from(timing, zone, tick_);
  }

  void say_enqueued() {
    answer_.verdict = Verdict::enqueued;
    answer_.by_backfill = ledger_.by_backfills;
    if (facts_.schedule != nullptr && !answer_.is_tick) remark(Remark::other_form);
  }

  void say_no_tick() {
    const Timing& timing = schedule().timing;
    const Zone& zone = *schedule().zone;
    const auto& skipped = answer_.asked.skipped;
    answer_.verdict = Verdict::no_tick;
    answer_.previous = previous_tick(timing, zone, tick_);
    answer_.next = next_tick(timing, zone, skipped ? tick_ - Seconds{1} : tick_);
    if (skipped) {
      remark(Remark::skipped_time);
    } else if (is_taken_away()) {
      remark_limit();
    } else if (is_fixed_time(timing, zone.wall_clock(tick_))) {
      remark(Remark::second_pass);
    }
  }

  /// True of a tick of the schedule as it would be without limits.
  bool is_taken_away() const {
    Timing unlimited = schedule().timing;
    if (!unlimited.limits) return false;
    unlimited.limits = nullptr;
    return next_tick(unlimited, *schedule().zone, tick_ - Seconds{1}) == tick_;
  }

  void remark_limit() {
    const Limits& limits = *schedule().timing.limits;
    if (tick_ < limits.start) {
      remark(Remark::before_start);
    } else {
      remark(tick_ >= limits.end ? Remark::from_end_on : Remark::excluded);
    }
  }

  void say_not_due() {
    answer_.verdict = Verdict::not_due;
    say_off();
  }

  /// What keeps ticks from being enqueued now.
  void say_off() {
    if (!schedule().enabled) {
      remark(Remark::off_in_file);
    } else if (!is_switched_on()) {
      remark(Remark::off_by_switch);
      answer_.remedies.push_back(Remedy::enable);
    }
  }

  void say_held_up() {
    answer_.verdict = Verdict::due;
    remark(Remark::held_up);
    answer_.remedies = {Remedy::forget, Remedy::backfill};
  }

  bool is_due() const {
    const auto& due = facts_.plan->due;
    const bool beyond = facts_.plan->more && tick_ > due.back();
    return beyond || std::ranges::binary_search(due, tick_);
  }

  void say_due() {
    if (has_no_room()) return say_waiting();
    answer_.verdict = Verdict::due;
    remark(Remark::no_run_yet);
  }

  /// The next run takes the first of those that are due, as many as there is room for.
  bool has_no_room() const {
    const auto& due = facts_.plan->due;
    const auto before = std::ranges::lower_bound(due, tick_) - due.begin();
    return facts_.queue_length &&
           *facts_.queue_length + static_cast<std::size_t>(before) >= schedule().max_backlog;
  }

  void say_waiting() {
    answer_.verdict = Verdict::waiting;
    answer_.queue_length = facts_.queue_length;
    remark(Remark::no_room);
  }

  const Skip* find_skip() const {
    for (const Skip& skip : facts_.plan->skips) {
      if (holds(skip, tick_)) return &skip;
    }
    return nullptr;
  }

  void say_next_run_skips(const Skip& skip) {
    answer_.verdict = Verdict::skipped;
    answer_.reason = skip.reason;
    answer_.gone = skip.gone_since;
    remark(Remark::no_run_yet);
    remark(Remark::next_run_skips);
    const bool is_off = skip.reason == SkipReason::disabled;
    if (is_off) answer_.remedies.push_back(Remedy::enable);
    const bool comes_then = is_off && tick_ >= facts_.present.now - schedule().window;
    if (!comes_then) offer_backfill();
  }

  void offer_backfill() {
    answer_.remedies.push_back(Remedy::backfill);
    answer_.force = tick_ < facts_.complete || answer_.reason == SkipReason::ledger;
  }

  /// Runs have been past it.
  void judge_passed() {
    if (was_dropped()) return say_dropped();
    if (tick_ < facts_.complete) return say_unknown();
    answer_.verdict = Verdict::skipped;
    find_reason();
    offer_backfill();
  }

  /// The cursor tells from where to where, and how many: those that are not dropped were enqueued,
  /// and the ledger may have forgotten them.
  bool was_dropped() const {
    const auto& dropped = cursor() ? cursor()->dropped : std::nullopt;
    if (!dropped || tick_ < dropped->first || tick_ > dropped->last) return false;
    if (tick_ >= facts_.complete || dropped->reason == DropReason::ledger) return true;
    if (is_skip_count_limit(dropped->count)) return false;   // there may be more
    if (dropped->count > skip_count_limit(1)) return false;  // no run has counted so far
    const auto all = count_ticks(schedule(), SkipReason::too_old, dropped->first - Seconds{1},
                                 dropped->last, dropped->count + 1, {});
    return all && all->count == dropped->count;
  }

  void say_dropped() {
    answer_.verdict = Verdict::skipped;
    answer_.dropped = cursor()->dropped;
    answer_.reason = skip_reason(answer_.dropped->reason);
    remark(Remark::dropped);
    offer_backfill();
  }

  void say_unknown() {
    answer_.verdict = Verdict::unknown;
    answer_.complete = facts_.complete;
    remark(Remark::incomplete);
    offer_backfill();
  }

  void give_reason(std::optional<SkipReason> reason, Remark why) {
    answer_.reason = reason;
    remark(why);
  }

  /// The first that explains it. Redis has no record of each tick that is passed.
  void find_reason() {
    if (was_off_in_file()) return give_reason(SkipReason::disabled_in_file, Remark::off_in_file);
    if (!facts_.stored.cursor) return give_reason(std::nullopt, Remark::new_here);
    if (!cursor()) return give_reason(std::nullopt, Remark::no_record);
    if (was_never_on()) return give_reason(SkipReason::disabled_in_file, Remark::never_on);
    if (cursor()->gone && tick_ > *cursor()->gone) return say_gone();
    if (cursor()->forgotten) return give_reason(std::nullopt, Remark::forgotten);
    if (cursor()->off && tick_ >= *cursor()->off) return say_switched_off();
    give_reason(std::nullopt, remark_without_record());
  }

  /// Since the mark; where no run has set it yet, since the last one that wrote.
  bool was_off_in_file() const {
    if (schedule().enabled) return false;
    return !cursor() || was_never_on() || tick_ > cursor()->gone.value_or(cursor()->at);
  }

  bool was_never_on() const { return cursor()->form == no_form && !cursor()->forgotten; }

  void say_switched_off() {
    if (!is_switched_on()) answer_.remedies.push_back(Remedy::enable);
    give_reason(SkipReason::disabled, Remark::was_off);
  }

  /// What is so now, and may be why.
  Remark remark_without_record() const {
    if (cursor()->form != form_hash(schedule())) return Remark::changed;
    if (schedule().missed != Missed::all) return Remark::missed_set;
    const bool is_at = schedule().timing.as<At>() != nullptr;
    return is_at ? Remark::passed_before : Remark::no_record;
  }

  void say_gone() {
    answer_.gone = cursor()->gone;
    give_reason(SkipReason::gone, Remark::gone);
  }

  void judge_without_schedule() {
    remark(Remark::not_in_file);
    if (cursor()) answer_.gone = cursor()->gone;
    if (is_in_ledger()) return say_enqueued();
    answer_.complete = facts_.complete;
    if (!answer_.gone) answer_.remedies.push_back(Remedy::forget);
    if (tick_ > facts_.present.now) {
      answer_.verdict = Verdict::not_due;
    } else if (tick_ < facts_.complete) {
      remark(Remark::incomplete);
    } else {
      answer_.verdict = Verdict::not_enqueued;
    }
  }

  const ScheduleFacts& facts_;
  const LedgerEntry& ledger_;
  const Instant tick_;
  TickAnswer& answer_;
};

/// The first due tick that there is no room for.
void add_first_waiting(const ScheduleFacts& facts, std::vector<Instant>& edges) {
  const std::size_t most = facts.schedule->max_backlog;
  const std::size_t room = most - std::min(most, *facts.queue_length);
  if (room < facts.plan->due.size()) edges.push_back(facts.plan->due[room]);
}

}  // namespace

TickAnswer judge_tick(const ScheduleFacts& facts, const LedgerEntry& ledger,
                      const AskedTime& asked) {
  TickAnswer answer;
  answer.asked = asked;
  Judge(facts, ledger, answer).run();
  return answer;
}

std::vector<Instant> verdict_edges(const ScheduleFacts& facts) {
  const SchedulePlan& plan = *facts.plan;
  const Instant now = facts.present.now;
  std::vector<Instant> edges{facts.complete, now + Seconds{1}};
  const auto add = [&](Instant first, Instant last) {
    edges.insert(edges.end(), {first, last + Seconds{1}});
  };
  if (!plan.due.empty()) add(plan.due.front(), plan.more ? now : plan.due.back());
  if (facts.queue_length) add_first_waiting(facts, edges);
  for (const Skip& skip : plan.skips) add(skip.first, skip.last);
  if (const auto& cursor = facts.stored.parsed_cursor) {
    edges.push_back(cursor->at + Seconds{1});
    if (cursor->gone) edges.push_back(*cursor->gone + Seconds{1});
    if (cursor->off) edges.push_back(*cursor->off);
    if (cursor->dropped) add(cursor->dropped->first, cursor->dropped->last);
  }
  std::ranges::sort(edges);
  return edges;
}

bool say_the_same(const TickAnswer& a, const TickAnswer& b) {
  return a.verdict == b.verdict && a.reason == b.reason && a.remarks == b.remarks;
}

void note_found_job(bool by_backfill, TickAnswer& answer) {
  answer.by_backfill = answer.by_backfill || by_backfill;
  if (answer.verdict == Verdict::enqueued) return;
  answer.verdict = Verdict::enqueued;
  answer.reason.reset();
  answer.remedies.clear();
  answer.force = false;
  std::erase(answer.remarks, Remark::incomplete);
}

}  // namespace sidetick
