// Values of the documents that commands print, as JSON.
#pragma once

#include <optional>
#include <string>

#include "core/time/instant.h"

namespace sidetick {

/// `"2026-03-29T01:00:00Z"`, or `null`.
std::string optional_json(const std::optional<Instant>& instant);

}  // namespace sidetick
