// The text form of durations: "1h30m".
//
// Source:  the durations of the manual ("90s", "1h30m", "2d").
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/time/instant.h"

namespace sidetick {

/// Reads "250ms", "90s", "15m", "1h30m", "2d", "1w": numbers each with a unit, largest first.
/// Nothing when it is not one or does not fit 100 years. "0s" is a duration; "0" and "" are not.
std::optional<Milliseconds> parse_duration(std::string_view text);

/// The text of a setting, which parse_duration reads back: "7d", "1h30m"; "90s" becomes "1m30s".
std::string format_duration(Milliseconds duration);

/// A length of time for people, in its two largest units: "1 d 17 h", "3 h 42 min", "26 s",
/// "240 ms"; a year has 365 days. Never negative.
std::string length_text(Milliseconds length);

}  // namespace sidetick
