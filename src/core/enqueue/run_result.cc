#include "core/enqueue/run_result.h"

#include <algorithm>
#include <utility>

namespace sidetick {

void Recorder::record(const Batch& batch, const JobCheckResult& clearance,
                      const std::set<std::string>& failed_keys) {
  if (result_.in_doubt) forget_lost(batch, clearance);
  for (std::size_t i = 0; i < batch.jobs.size(); ++i) {
    const auto& job = batch.jobs[i];
    const auto queue = keys_.queue(schedules_[job.schedule].job.queue);
    if (clearance.blocked.contains(job.schedule) || failed_keys.contains(queue)) continue;
    if (clearance.pushed[i]) {
      result_.skipped.push_back(
          {job.schedule, {SkipReason::already_enqueued, job.tick, job.tick, 1}});
    } else {
      result_.enqueued.push_back({job.schedule, job.tick});
    }
  }
  record_skips(batch, clearance);
}

void Recorder::record_skips(const Batch& batch, const JobCheckResult& clearance) {
  for (const auto& entry : batch.cursors) {
    const auto cursor = clearance.cursor_of(batch, entry);
    if (!cursor) continue;
    auto passed = [at = cursor->at](const Skip& skip) { return skip.last <= at; };
    auto& skips = plan_of(entry.first).skips;
    for (const auto& skip : skips) {
      if (passed(skip)) record_skip(entry.first, skip);
    }
    std::erase_if(skips, passed);
  }
}

SchedulePlan& Recorder::plan_of(std::size_t schedule) {
  return *std::ranges::lower_bound(plans_, schedule, {}, &SchedulePlan::schedule);
}

void Recorder::record_skip(std::size_t schedule, const Skip& skip) {
  if (result_.in_doubt) forget_doubtful(schedule, skip);
  result_.skipped.push_back({schedule, skip});
}

/// What goes in once more was lost, with a primary that is none any more. It counts once.
void Recorder::forget_lost(const Batch& batch, const JobCheckResult& clearance) {
  std::set<std::pair<std::size_t, Instant>> again;
  for (std::size_t i = 0; i < batch.jobs.size(); ++i) {
    const auto& job = batch.jobs[i];
    if (clearance.lets_in(i, job.schedule)) again.emplace(job.schedule, job.tick);
  }
  std::erase_if(result_.enqueued, [&](const EnqueuedTick& each) {
    return again.contains({each.schedule, each.tick});
  });
}

/// What was recorded was not carried out, or is lost: here it is again, and perhaps more.
void Recorder::forget_doubtful(std::size_t schedule, const Skip& skip) {
  std::erase_if(result_.skipped, [&](const SkippedTicks& other) {
    return other.schedule == schedule && other.skip.reason == skip.reason &&
           other.skip.first == skip.first;
  });
}

}  // namespace sidetick
