// The present that a run plans for: this host's clock, held to that of Redis.
//
// Units:   Instants, and Moments in microseconds; both clocks are handed in.
#pragma once

#include <algorithm>
#include <optional>
#include <string>

#include "core/time/instant.h"

namespace sidetick {

/// A cursor at most this far ahead of the present was written by a neighbour whose clock is a
/// little fast; one further ahead by a bad clock.
inline constexpr Seconds cursor_lead = std::chrono::minutes{15};

/// As far as the clocks of hosts that run at the same time are apart, clock_tolerance on either side,
/// and the time that a run takes.
inline constexpr Seconds close_lead = std::chrono::minutes{1};

/// The present that is planned for, and the one that Redis' clock shows. They differ where the
/// first is given by hand; a cursor ahead of a past one is right all the same.
struct Present {
  Instant now;
  Instant clock;

  /// No good clock has written a time later than this.
  Instant latest() const { return std::max(now, clock) + cursor_lead; }
};

/// `host` held to within `tolerance` of `redis`, in microseconds.
ClockTime clamp_clock(ClockTime host, ClockTime redis, Seconds tolerance);

/// What is said when clamp_clock changes the clock; nothing when it does not.
std::optional<std::string> clock_warning(ClockTime host, ClockTime redis, Seconds tolerance);

/// Throws Error(Exit::temporary) when the two are further apart than any neighbour's may be: one of
/// them is wrong, and nobody can know which.
void refuse_wrong_clock(ClockTime host, ClockTime redis);

}  // namespace sidetick
