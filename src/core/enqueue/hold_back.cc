#include "core/enqueue/hold_back.h"

#include <algorithm>

#include "core/job/web_entry.h"

namespace sidetick {

namespace {

/// Holds ticks of one batch back.
class Holder {
 public:
  Holder(const std::vector<Schedule>& schedules, const std::vector<SchedulePlan>& plans,
         Batch& batch, JobCheckResult& found)
      : schedules_(schedules),
        plans_(plans),
        batch_(batch),
        found_(found),
        room_(found.queue_lengths) {}

  std::vector<WaitingTicks> run() {
    take_out_jobs();
    std::vector<WaitingTicks> all;
    for (const auto& [index, ticks] : waiting_) {
      all.push_back(ticks);
      write_progress(plan_of(index), ticks.first);
    }
    return all;
  }

 private:
  const SchedulePlan& plan_of(std::size_t index) const {
    return *std::ranges::lower_bound(plans_, index, {}, &SchedulePlan::schedule);
  }

  void take_out_jobs() {
    std::vector<PlannedJob> jobs;
    std::vector<bool> pushed;
    for (std::size_t i = 0; i < batch_.jobs.size(); ++i) {
      PlannedJob& job = batch_.jobs[i];
      if (!may_stay(i, job)) continue;
      through_.insert(job.schedule);
      jobs.push_back(std::move(job));
      pushed.push_back(found_.pushed[i]);
    }
    batch_.jobs = std::move(jobs);
    found_.pushed = std::move(pushed);
  }

  /// A tick that the ledger has takes no room.
  bool may_stay(std::size_t i, const PlannedJob& job) {
    if (room_.waits(job.schedule)) return false;
    if (!found_.lets_in(i, job.schedule)) return true;
    if (room_.take(schedules_[job.schedule], job.schedule)) return true;
    const auto& due = plan_of(job.schedule).due;
    const auto first = std::ranges::lower_bound(due, job.tick);
    waiting_[job.schedule] = {job.schedule, job.tick, due.back(),
                              static_cast<std::size_t>(due.end() - first),
                              room_.length(schedules_[job.schedule].job.queue)};
    return false;
  }

  /// Up to the first tick that waits.
  void write_progress(const SchedulePlan& plan, Instant first) {
    const std::size_t index = plan.schedule;
    std::erase(batch_.done, &plan);
    batch_.cursors.erase(index);
    batch_.page.erase(index);
    const bool writes = through_.contains(index) || plan.more_to_write;
    if (plan.keep_cursor || !writes) return;
    batch_.cursors[index] = plan.cursor_before(first);
    batch_.done.push_back(&plan);
    if (plan.publish) batch_.page[index] = web_entry_json(schedules_[index]);
  }

  const std::vector<Schedule>& schedules_;
  const std::vector<SchedulePlan>& plans_;
  Batch& batch_;
  JobCheckResult& found_;
  Room room_;
  std::map<std::size_t, WaitingTicks> waiting_;
  std::set<std::size_t> through_;  // schedules that have ticks left in the batch
};

}  // namespace

bool may_all_wait(const std::vector<Schedule>& schedules, const Batch& batch) {
  const auto has_limit = [&](std::size_t index) { return schedules[index].max_backlog > 0; };
  return batch.starts.empty() && batch.leavers.empty() &&
         std::ranges::all_of(batch.jobs, has_limit, &PlannedJob::schedule) &&
         std::ranges::all_of(batch.cursors,
                             [&](const auto& entry) { return has_limit(entry.first); });
}

std::vector<WaitingTicks> hold_back(const std::vector<Schedule>& schedules,
                                    const std::vector<SchedulePlan>& plans, Batch& batch,
                                    JobCheckResult& found) {
  if (found.queue_lengths.empty()) return {};
  return Holder(schedules, plans, batch, found).run();
}

}  // namespace sidetick
