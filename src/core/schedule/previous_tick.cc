#include "core/schedule/previous_tick.h"

#include <algorithm>

namespace sidetick {

namespace {

/// Some tick before `before`, found from further and further back. `quiet` becomes an instant that
/// has no tick between itself and `before`.
std::optional<Instant> some_tick(const Timing& timing, const Zone& zone, Instant before,
                                 Instant& quiet) {
  quiet = before - Seconds{1};
  for (Seconds span = std::chrono::minutes{1}; quiet > earliest_instant; span *= 2) {
    const Instant from = std::max(earliest_instant, before - span);
    const auto tick = next_tick(timing, zone, from);
    if (tick && *tick < before) return tick;
    quiet = from;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Instant> previous_tick(const Timing& timing, const Zone& zone, Instant before) {
  Instant quiet;
  auto last = some_tick(timing, zone, before, quiet);
  while (last && *last < quiet) {
    const Instant middle = *last + (quiet - *last) / 2;
    const auto tick = next_tick(timing, zone, middle);
    if (tick && *tick < before) {
      last = tick;
    } else {
      quiet = middle;
    }
  }
  return last;
}

}  // namespace sidetick
