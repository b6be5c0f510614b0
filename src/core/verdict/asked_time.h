// The instants that a time stands for when it is asked for to the second.
//
// Source:  sidetick(7), "Daylight saving": a wall clock shows some times twice, and others never.
// Knows nothing of schedules.
#pragma once

#include <optional>
#include <vector>

#include "core/time/zone.h"

namespace sidetick {

struct AskedTime {
  Instant at;
  /// The wall-clock time that was asked for where no wall clock ever shows it: `at` is the first
  /// instant after the gap.
  std::optional<WallClock> skipped{};
};

/// What `wall` stands for in `zone`, ascending: two where the wall clock shows it twice.
std::vector<AskedTime> asked_times(const Zone& zone, WallClock wall);

}  // namespace sidetick
