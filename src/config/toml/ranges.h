// How long the durations of the configuration may be.
#pragma once

#include <chrono>

#include "config/toml/table_reader.h"

namespace sidetick {

/// Ten years.
inline constexpr Milliseconds longest_duration = std::chrono::hours{24 * 3650};

inline constexpr DurationRange window_range{std::chrono::seconds{1}, longest_duration};
inline constexpr DurationRange history_range{std::chrono::minutes{1}, longest_duration};
inline constexpr DurationRange every_range{std::chrono::seconds{1}, longest_duration};

}  // namespace sidetick
