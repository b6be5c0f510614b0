#include "core/enqueue/pushes.h"

#include <algorithm>
#include <map>

namespace sidetick {

TicksBySchedule ticks_by_schedule(JobList jobs) {
  std::ranges::stable_sort(jobs, {}, &PlannedJob::schedule);
  TicksBySchedule all;
  for (const auto* job : jobs) {
    if (all.empty() || all.back().first != job->schedule) all.push_back({job->schedule, {}});
    all.back().second.push_back(job->tick);
  }
  return all;
}

void add_pushes(const Keys& keys, const std::vector<Schedule>& schedules, const JobList& jobs,
                std::vector<Command>& commands) {
  if (jobs.empty()) return;
  Command names = {"SADD", keys.queues()};
  std::map<std::string, Command> pushes;
  for (const auto* job : jobs) {
    const auto& queue = schedules[job->schedule].job.queue;
    auto& command = pushes[queue];
    if (command.empty()) {
      command = {"LPUSH", keys.queue(queue)};
      names.push_back(queue);
    }
    command.push_back(job->payload);
  }
  commands.push_back(std::move(names));
  for (auto& [queue, command] : pushes) commands.push_back(std::move(command));
}

}  // namespace sidetick
