// Ticks as text: one, or a range of them.
#pragma once

#include <optional>
#include <string>

#include "core/schedule/ticks.h"
#include "core/time/instant.h"
#include "core/time/zone.h"

namespace sidetick {

/// "2026-03-29T01:00:00Z", or "37 ticks 2026-…Z to 2026-…Z".
std::string ticks_text(std::size_t count, Instant first, Instant last);

/// How the instants of lines are written: as people read them, on the wall clock of a schedule's
/// zone, or as programs do, RFC 3339 in UTC.
enum class TimeStyle { people, programs };

/// For people where standard output is a terminal.
TimeStyle printed_style();

std::string instant_text(Instant instant, const Zone& zone, TimeStyle style);

/// ` (moved: daylight saving skips 02:30)`, of a tick that is moved; "" of others.
std::string moved_text(const Timing& timing, const Zone& zone, Instant tick);

/// The same of one that stands for the time `from`; "" of one that stands for none.
std::string moved_text(const std::optional<WallClock>& from);

/// As ticks_text above, in this style.
std::string ticks_text(std::size_t count, Instant first, Instant last, const Zone& zone,
                       TimeStyle style);

}  // namespace sidetick
