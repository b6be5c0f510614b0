#include "core/admin/queue_depth.h"

#include <set>

#include "core/job/waiting_time.h"

namespace sidetick {

std::vector<QueueDepth> read_queue_depths(Redis& redis, const Keys& keys,
                                          const std::vector<Schedule>& schedules, Instant now) {
  std::set<std::string> queues;
  for (const Schedule& schedule : schedules) queues.insert(schedule.job.queue);
  std::vector<Command> commands;
  for (const auto& queue : queues) {
    commands.push_back({"LLEN", keys.queue(queue)});
    commands.push_back({"LINDEX", keys.queue(queue), "-1"});
  }
  if (commands.empty()) return {};
  const auto replies = redis.exchange(commands);
  std::vector<QueueDepth> depths;
  auto reply = replies.begin();
  for (const auto& queue : queues) {
    const Reply& length = *reply++;
    const Reply& oldest = *reply++;
    if (!length.is_integer()) continue;
    const auto waits = oldest.is_string() ? waiting_time(oldest.text, now) : std::nullopt;
    depths.push_back({queue, static_cast<std::size_t>(length.integer), waits.value_or(Seconds{0})});
  }
  return depths;
}

}  // namespace sidetick
