// What a wall clock shows, as the words of a page.
#pragma once

#include <string>

#include "core/time/instant.h"

namespace sidetick {

/// By the letters of core/time/strftime. A day of the month below 10 has no blank before it.
std::string wall_text(const std::string& format, WallClock wall);

/// "09:00", "09:00:01"
std::string hour_text(WallClock wall);

}  // namespace sidetick
