// Ticks that are skipped, as text.
#pragma once

#include <string>

#include "core/time/instant.h"

namespace sidetick {

/// "2026-03-29T01:00:00Z", or "37 ticks 2026-…Z to 2026-…Z".
std::string ticks_text(std::size_t count, Instant first, Instant last);

}  // namespace sidetick
