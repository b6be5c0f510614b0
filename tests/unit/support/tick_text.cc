#include "support/tick_text.h"

#include <stdexcept>

#include "io/host/zone_file.h"

namespace sidetick {

std::string tick_text(Instant tick, const Zone& zone) {
  const Seconds offset = zone.period(tick).offset;
  std::string text = format_local(tick, offset);
  text[10] = ' ';
  text.insert(19, " ");
  if (text.substr(16, 3) == ":00") text.erase(16, 3);
  return text;
}

std::string tick_text(const std::vector<Instant>& ticks, const Zone& zone) {
  std::string text;
  for (const Instant tick : ticks) text += (text.empty() ? "" : ", ") + tick_text(tick, zone);
  return text;
}

Instant instant_at(const std::string& wall_clock, const Zone& zone) {
  const auto wall = parse_wall_clock(wall_clock);
  if (!wall) throw std::invalid_argument(wall_clock);
  Instant instant{wall->time_since_epoch() - largest_offset};
  while (zone.wall_clock(instant) < *wall)
    instant +=
        std::min<Seconds>(*wall - zone.wall_clock(instant), zone.period(instant).end - instant);
  return instant;
}

std::string ticks(const std::string& cron, const std::string& zone_name, const std::string& after,
                  const std::string& until) {
  const auto zone = find_zone(zone_name);
  return tick_text(ticks_between(CronExpr::parse(cron), *zone, instant_at(after, *zone),
                                 instant_at(until, *zone)),
                   *zone);
}

}  // namespace sidetick
