#include "core/backfill/missed.h"

#include <algorithm>

namespace sidetick {

namespace {

/// They decide which schedule a cursor names, and no tick.
std::vector<std::string> names_of(const std::vector<Schedule>& schedules) {
  std::vector<std::string> names;
  names.reserve(schedules.size());
  for (const auto& schedule : schedules) names.push_back(schedule.name);
  return names;
}

void count_in(MissedGroup& group, Instant tick) {
  ++group.count;
  group.last = tick;
  if (group.few.size() < few_ticks) group.few.push_back(tick);
}

}  // namespace

bool is_for_next_run(const MissedGroup& group, const MissedTicks& of) {
  const Verdict verdict = group.answer.verdict;
  return (verdict == Verdict::due || verdict == Verdict::waiting) && !of.held_up;
}

MissedJudge::MissedJudge(const BackfillRequest& request, Snapshot snapshot, QueueLengths lengths,
                         Present present)
    : request_(request),
      snapshot_(std::move(snapshot)),
      lengths_(std::move(lengths)),
      present_(present),
      names_(names_of(request.schedules)),
      neighbours_(names_),
      context_{present_,
               neighbours_,
               request.history,
               snapshot_.deleted,
               skip_count_limit(request.schedules.size()),
               ticks_of_each_per_plan(request.schedules.size())},
      missed_{present.now, std::vector<MissedTicks>(request.schedules.size())} {}

void MissedJudge::add(std::size_t schedule, Instant tick, Instant complete) {
  Judged& known = judged(schedule, complete);
  auto& groups = missed_.schedules[schedule].groups;
  if (groups.empty() || tick >= known.until) begin_group(schedule, tick, known);
  count_in(groups.back(), tick);
}

MissedJudge::Judged& MissedJudge::judged(std::size_t schedule, Instant complete) {
  const auto known = judged_.find(schedule);
  if (known != judged_.end()) return known->second;
  const Schedule& of = request_.schedules[schedule];
  const Fingerprint own{form_hash(of), std::nullopt};
  Judged made{plan_schedule(of, schedule, snapshot_.stored[schedule], own, context_)};
  MissedTicks& missed = missed_.schedules[schedule];
  missed.complete = complete;
  if (made.plan.fault) missed.held_up = made.plan.fault->text;
  made.edges = verdict_edges(facts(schedule, made.plan));
  return judged_.emplace(schedule, std::move(made)).first->second;
}

ScheduleFacts MissedJudge::facts(std::size_t schedule, const SchedulePlan& plan) const {
  const Schedule& of = request_.schedules[schedule];
  const auto length = lengths_.find(of.job.queue);
  const bool is_limited = of.max_backlog > 0 && length != lengths_.end();
  return {&of,
          snapshot_.stored[schedule],
          &plan,
          present_,
          missed_.schedules[schedule].complete,
          is_limited ? std::optional(length->second) : std::nullopt};
}

/// Goes on with the last group where the verdict is the same as before the edge.
void MissedJudge::begin_group(std::size_t schedule, Instant tick, Judged& judged) {
  const auto edge = std::ranges::upper_bound(judged.edges, tick);
  judged.until = edge == judged.edges.end() ? latest_instant : *edge;
  auto& groups = missed_.schedules[schedule].groups;
  TickAnswer answer = judge_tick(facts(schedule, judged.plan), {}, {tick});
  if (!groups.empty() && say_the_same(groups.back().answer, answer)) return;
  groups.push_back({std::move(answer), 0, tick, tick, {}});
}

}  // namespace sidetick
