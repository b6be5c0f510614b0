// Whether a queue has room for a schedule's ticks: `max_backlog`.
//
// Source:  sidetick(7), "One run".
// Why:     with all workers down, a schedule that is not limited fills its queue with jobs that are
//          of no use when they come to be worked.
// Knows nothing of Redis: the lengths are handed in.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>

#include "core/schedule/schedule.h"

namespace sidetick {

/// Queue -> how many jobs it holds.
using QueueLengths = std::map<std::string, std::size_t>;

/// Asked of each tick in order of time, it counts those that go in.
class Room {
 public:
  /// `lengths`: of the queues of those schedules that have a limit.
  explicit Room(QueueLengths lengths) : lengths_(std::move(lengths)) {}

  /// True when the next tick of `schedule`, number `index`, goes in. When one has to wait, so do all
  /// that come after it.
  bool take(const Schedule& schedule, std::size_t index);

  /// True when a tick of the schedule number `index` waits.
  bool waits(std::size_t index) const { return waiting_.contains(index); }

  /// What the queue holds with all that went in.
  std::size_t length(const std::string& queue) const;

 private:
  QueueLengths lengths_;
  std::set<std::size_t> waiting_;
};

}  // namespace sidetick
