#include "core/admin/queue_depth.h"

#include "core/job/waiting_time.h"

namespace sidetick {

std::vector<Command> queue_depth_commands(const Keys& keys, const std::set<std::string>& queues) {
  std::vector<Command> commands;
  for (const auto& queue : queues) {
    commands.push_back({"LLEN", keys.queue(queue)});
    commands.push_back({"LINDEX", keys.queue(queue), "-1"});
  }
  return commands;
}

std::vector<QueueDepth> queue_depths(const std::set<std::string>& queues,
                                     const std::vector<Reply>& replies, Instant now) {
  std::vector<QueueDepth> depths;
  auto reply = replies.begin();
  for (const auto& queue : queues) {
    const Reply& length = *reply++;
    const Reply& oldest = *reply++;
    if (!length.is_integer()) continue;
    depths.push_back({queue, static_cast<std::size_t>(length.integer),
                      oldest.is_string() ? waiting_time(oldest.text, now) : std::nullopt});
  }
  return depths;
}

}  // namespace sidetick
