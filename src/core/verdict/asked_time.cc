#include "core/verdict/asked_time.h"

namespace sidetick {

std::vector<AskedTime> asked_times(const Zone& zone, WallClock wall) {
  const Instant read_as_utc{wall.time_since_epoch()};
  std::vector<AskedTime> times;
  for (Instant at = read_as_utc - largest_offset; at <= read_as_utc + largest_offset;) {
    const ZonePeriod near = zone.period(at);
    const Instant shown = read_as_utc - near.offset;
    if (near.begin <= shown && shown < near.end) times.push_back({shown});
    at = near.end;
  }
  if (times.empty()) times.push_back({zone.instant_of(wall), wall});
  return times;
}

}  // namespace sidetick
