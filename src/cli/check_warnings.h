// What of a configuration is allowed, but perhaps not meant: the warnings of check.
//
// Source:  sidetick.toml(5), "Warnings".
// Knows nothing of Redis. `now` is handed in.
#pragma once

#include "config/config.h"
#include "core/time/instant.h"

namespace sidetick {

/// A tick outlives a run that is missing, when one is started every minute, in such a window.
inline constexpr Seconds shortest_safe_window = std::chrono::minutes{2};

/// Adds those of schedules and calendars to the warnings of the files, in order of line, but for
/// those that are allowed. Of all schedules with the same short window one is told.
void add_warnings(Config& config, Instant now);

}  // namespace sidetick
