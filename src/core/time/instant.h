// Instants and their text forms; what durations are counted in.
//
// Units:   whole seconds since the epoch, UTC, without leap seconds, as Redis TIME counts them.
// Source:  RFC 3339.
// Knows nothing of zones' rules, and does not ask the clock.
#pragma once

#include <date/date.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace sidetick {

using Instant = date::sys_seconds;      ///< a point in time, UTC
using WallClock = date::local_seconds;  ///< what a clock on some wall shows
using Seconds = std::chrono::seconds;
using Milliseconds = std::chrono::milliseconds;

/// A reading of a clock, finer than ticks are.
using ClockTime = date::sys_time<std::chrono::microseconds>;

/// The first and last instants that sidetick works with: years 0001 to 9999.
inline constexpr Instant earliest_instant = date::sys_days{date::year{1} / 1 / 1};
inline constexpr Instant latest_instant =
    date::sys_days{date::year{9999} / 12 / 31} + std::chrono::hours{24} - Seconds{1};

/// "1774746000": seconds since the epoch.
std::string epoch_text(Instant instant);

/// Reads what epoch_text wrote. Nothing when `text` is anything else, or not in
/// earliest_instant..latest_instant.
std::optional<Instant> parse_epoch(std::string_view text);

/// "2026-03-29T01:00:00Z"
std::string format_instant(Instant instant);

/// "2026-03-29T03:00:00": a wall clock, without an offset.
std::string format_wall_clock(WallClock wall);

/// "03:00", and the seconds where they are not 0.
std::string format_time_of_day(WallClock wall);

/// "2026-03-29T03:00:00+02:00": `instant` on a wall clock `offset` ahead of UTC. An offset that is
/// not of whole minutes (before 1972) is shown with its seconds, "+00:19:32".
std::string format_local(Instant instant, Seconds offset);

/// "+02:00", "-00:44:30"
std::string format_offset(Seconds offset);

/// Reads RFC 3339 ("2026-03-29T01:30:00Z", "…+02:00", also "…+0200"; fractions of a second are cut
/// off; a space is allowed for the T, and the seconds may be missing). Nothing when it is not one, or
/// not in earliest_instant..latest_instant.
std::optional<Instant> parse_instant(std::string_view text);

/// "2026-12-25"
std::string format_date(date::local_days date);

/// Reads "2026-12-25". Nothing when it is not a date of the years 1 to 9999.
std::optional<date::local_days> parse_date(std::string_view text);

/// Reads a wall-clock time without an offset: "2026-03-29T01:30:00" or "2026-03-29 01:30" or
/// "2026-03-29" (midnight). Nothing when it is not one.
std::optional<WallClock> parse_wall_clock(std::string_view text);

}  // namespace sidetick
