#include "core/time/local_time.h"

#include <chrono>

namespace sidetick {

Instant instant_of(const Zone& zone, WallClock wall) {
  // No offset is further from UTC than a day; so the right period is one that touches two days.
  constexpr std::chrono::hours day{24};
  const Instant read_as_utc{wall.time_since_epoch()};
  for (Instant at = read_as_utc - day;;) {
    const ZonePeriod period = zone.period(at);
    const Instant candidate = read_as_utc - period.offset;
    if (candidate < period.begin) return period.begin;
    if (candidate < period.end || period.end > read_as_utc + day) return candidate;
    at = period.end;
  }
}

}  // namespace sidetick
