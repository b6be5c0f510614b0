// Ticks as text, so that a failing test prints two lists that can be compared by eye.
#pragma once

#include <string>
#include <vector>

#include "core/schedule/ticks.h"

namespace sidetick {

/// "2026-03-29 03:00 +02:00", with the seconds when there are any.
std::string tick_text(Instant tick, const Zone& zone);
std::string tick_text(const std::vector<Instant>& ticks, const Zone& zone);

/// The instant at which a clock of `zone` first shows "2026-03-28 12:00".
Instant instant_at(const std::string& wall_clock, const Zone& zone);

/// The ticks of a cron expression in (after, until], which are wall-clock times of the zone.
std::string ticks(const std::string& cron, const std::string& zone_name, const std::string& after,
                  const std::string& until);

}  // namespace sidetick
