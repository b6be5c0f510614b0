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

/// Ticks, of which the first few are kept.
struct TickSet {
  std::size_t count = 0;
  std::vector<Instant> first;

  void add(Instant tick);
};

struct TickChange {
  TickSet lost;
  TickSet gained;
  /// Where there is neither in the range: the first tick behind it that only one of the two has, as
  /// far as it was looked for.
  std::optional<Instant> later;

  bool any() const { return lost.count > 0 || gained.count > 0 || later; }
};

/// What of [from, to) is lost and gained. None, and one that is not enabled, has no ticks. Costs a
/// step a tick, and no memory.
TickChange tick_change(const Schedule* before, const Schedule* after, Instant from, Instant to);

}  // namespace sidetick
