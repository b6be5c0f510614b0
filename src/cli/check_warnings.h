// What of a configuration is allowed, but perhaps not meant: the warnings of check.
//
// Knows nothing of Redis. `now` is handed in.
#pragma once

#include "config/config.h"
#include "core/time/instant.h"

namespace sidetick {

/// A tick outlives a run that is missing, when one is started every minute, in such a window.
inline constexpr Seconds shortest_safe_window = std::chrono::minutes{2};

/// Adds to the warnings, each at the place of its schedule: those that never fire (again), and
/// those whose window is shorter than shortest_safe_window; one for all that have the same.
void add_warnings(Config& config, Instant now);

}  // namespace sidetick
