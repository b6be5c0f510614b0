#include "core/enqueue/pushes.h"

#include <map>

namespace sidetick {

TicksBySchedule ticks_by_schedule(const JobList& jobs) {
  TicksBySchedule ticks;
  for (const auto* job : jobs)
    ticks.try_emplace(ticks.end(), job->schedule)->second.push_back(job->tick);
  return ticks;
}

Command zadd(std::string_view key, const std::vector<TickSeries>& series) {
  Command command = {"ZADD", key};
  for (const auto& each : series) {
    command.push_back(epoch_text(each.last));
    command.push_back(each.text());
  }
  return command;
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
