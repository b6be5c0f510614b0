#include "core/enqueue/run_result.h"

#include <algorithm>
#include <utility>

namespace sidetick {

Recorder::Recorder(const std::vector<SchedulePlan>& plans, RunResult& result) : result_(result) {
  for (const auto& plan : plans) {
    if (!plan.skips.empty()) skipping_.emplace(plan.schedule, Skipping{plan.skips});
  }
}

void Recorder::record(const Batch& batch, const JobCheckResult& found,
                      const std::map<std::size_t, Cursor>& cursors,
                      const std::set<const PlannedJob*>& lost) {
  if (result_.in_doubt) forget_lost(batch, found);
  for (std::size_t i = 0; i < batch.jobs.size(); ++i) {
    const auto& job = batch.jobs[i];
    if (found.blocked.contains(job.schedule) || lost.contains(&job)) continue;
    if (found.pushed[i]) {
      result_.skipped.push_back(
          {job.schedule, {SkipReason::already_enqueued, job.tick, job.tick, 1}});
    } else {
      result_.enqueued.push_back({job.schedule, job.tick});
    }
  }
  record_skips(cursors);
}

/// Skips are in order of time, so that what a cursor has passed is at their beginning.
void Recorder::record_skips(const std::map<std::size_t, Cursor>& cursors) {
  if (skipping_.empty()) return;
  for (const auto& [schedule, cursor] : cursors) {
    const auto found = skipping_.find(schedule);
    if (found == skipping_.end()) continue;
    auto& [skips, recorded] = found->second;
    for (; recorded < skips.size() && skips[recorded].last <= cursor.resume(); ++recorded) {
      record_skip(schedule, skips[recorded]);
    }
  }
}

void Recorder::record_skip(std::size_t schedule, const Skip& skip) {
  if (result_.in_doubt) forget_doubtful(schedule, skip);
  result_.skipped.push_back({schedule, skip});
}

/// What goes in once more was lost, with a primary that is none any more. It counts once.
void Recorder::forget_lost(const Batch& batch, const JobCheckResult& found) {
  std::set<std::pair<std::size_t, Instant>> again;
  for (std::size_t i = 0; i < batch.jobs.size(); ++i) {
    const auto& job = batch.jobs[i];
    if (found.lets_in(i, job.schedule)) again.emplace(job.schedule, job.tick);
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
