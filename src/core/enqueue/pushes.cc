#include "core/enqueue/pushes.h"

#include <map>

namespace sidetick {

std::vector<Command> ledger_commands(
    const JobList& jobs, const std::function<std::string(std::size_t schedule)>& ledger) {
  std::map<std::size_t, Command> by_schedule;
  for (const auto* job : jobs) {
    auto& command = by_schedule[job->schedule];
    if (command.empty()) command = {"ZADD", ledger(job->schedule)};
    command.push_back(epoch_text(job->tick));
    command.push_back(command.back());
  }
  std::vector<Command> commands;
  commands.reserve(by_schedule.size());
  for (auto& [schedule, command] : by_schedule) commands.push_back(std::move(command));
  return commands;
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
