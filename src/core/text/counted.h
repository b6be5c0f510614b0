// A number of things, in words.
#pragma once

#include <cstddef>
#include <string>

namespace sidetick {

/// "1 schedule", "3 schedules".
std::string counted(std::size_t count, const std::string& noun);

}  // namespace sidetick
