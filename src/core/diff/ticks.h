// The ticks that one of two schedules has and the other has not.
//
// Units:   whole seconds since the epoch, UTC.
// Knows nothing of jobs or the present time.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/schedule/schedule.h"

namespace sidetick {

/// So many ticks are shown of each set.
inline constexpr std::size_t shown_ticks = 3;

/// A tick that stands for a time which daylight saving skips.
struct MovedInstant {
  Instant tick;
  WallClock from;
};

/// Ticks, of which the first few are kept; and likewise of those among them that are moved.
struct TickSet {
  std::size_t count = 0;
  std::vector<Instant> first;
  std::size_t moved_count = 0;
  std::vector<MovedInstant> moved;

  void add(Instant tick, const std::optional<WallClock>& moved_from);
};

struct TickChange {
  TickSet lost;
  TickSet gained;
  /// Where there is neither in the range: the first tick behind it that only one of the two has, as
  /// far as it was looked for.
  std::optional<Instant> later;
  std::optional<WallClock> later_moved_from;

  bool any() const { return lost.count > 0 || gained.count > 0 || later; }
};

/// What of [from, to) is lost and gained. None, and one that is not enabled, has no ticks. Costs a
/// step a tick, and no memory.
TickChange tick_change(const Schedule* before, const Schedule* after, Instant from, Instant to);

}  // namespace sidetick
