#include "core/schedule/wake.h"

#include <algorithm>

namespace sidetick {

Instant next_wake(const std::vector<Schedule>& schedules, Instant after) {
  using std::chrono::minutes;
  Instant wake = date::floor<minutes>(after) + minutes{1};
  for (const Schedule& schedule : schedules) {
    if (!schedule.enabled) continue;
    const auto tick = next_tick(schedule.timing, *schedule.zone, after);
    if (tick) wake = std::min(wake, *tick);
  }
  return wake;
}

}  // namespace sidetick
