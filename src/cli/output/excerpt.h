// The line of a file that a problem is of, with a caret below the place.
//
//    12 | cron = "0 25 * * *"
//       |           ^
#pragma once

#include <string>

#include "config/toml/problems.h"

namespace sidetick {

/// Two lines; "" where the problem has no line to show. Of a long line what is around the place.
std::string excerpt(const Problem& problem);

}  // namespace sidetick
