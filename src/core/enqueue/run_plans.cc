#include "core/enqueue/run_plans.h"

#include "core/job/web_entry.h"
#include "core/text/hash.h"

namespace sidetick {

namespace {

std::vector<SchedulePlan> plan_all(const std::vector<Schedule>& schedules,
                                   const std::vector<Fingerprint>& fingerprints,
                                   const PlanContext& context, const Snapshot& snapshot) {
  std::vector<SchedulePlan> plans;
  plans.reserve(schedules.size());
  for (std::size_t i = 0; i < schedules.size(); ++i) {
    Fingerprint own = fingerprints[i];
    if (!snapshot.wrong_page.empty()) own.page.reset();
    auto plan = plan_schedule(schedules[i], i, snapshot.stored[i], own, context);
    const bool counts = plan.needs_write || plan.fault || !plan.notes.empty();
    if (counts) plans.push_back(std::move(plan));
  }
  return plans;
}

}  // namespace

std::vector<Fingerprint> make_fingerprints(const std::vector<Schedule>& schedules) {
  std::vector<Fingerprint> fingerprints;
  fingerprints.reserve(schedules.size());
  std::string scratch;
  for (const auto& schedule : schedules) {
    const auto form = form_hash(schedule, scratch);
    scratch.clear();
    append_web_entry(scratch, schedule);
    fingerprints.push_back({form, hash64(scratch)});
  }
  return fingerprints;
}

std::vector<SchedulePlan> make_run_plans(Redis& redis, const Keys& keys,
                                         const std::vector<Schedule>& schedules,
                                         const std::vector<Fingerprint>& fingerprints,
                                         const PlanContext& context, Snapshot& snapshot) {
  auto plans = plan_all(schedules, fingerprints, context, snapshot);
  Pipeline pipeline;
  for (const auto& plan : plans) {
    const auto range = dropped_range(plan);
    if (!range) continue;
    ask_pushed(keys.ledger(schedules[plan.schedule].name), *range, context.count_limit, pipeline,
               snapshot.stored[plan.schedule]);
  }
  if (pipeline.empty()) return plans;
  pipeline.answer(redis);
  return plan_all(schedules, fingerprints, context, snapshot);
}

}  // namespace sidetick
