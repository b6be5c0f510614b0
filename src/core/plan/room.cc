#include "core/plan/room.h"

namespace sidetick {

bool Room::take(const Schedule& schedule, std::size_t index) {
  if (waits(index)) return false;
  const auto length = lengths_.find(schedule.job.queue);
  if (length == lengths_.end()) return true;  // nobody has a limit there
  if (schedule.max_backlog > 0 && length->second >= schedule.max_backlog) {
    waiting_.insert(index);
    return false;
  }
  ++length->second;
  return true;
}

std::size_t Room::length(const std::string& queue) const {
  const auto found = lengths_.find(queue);
  return found == lengths_.end() ? 0 : found->second;
}

}  // namespace sidetick
