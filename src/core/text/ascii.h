// Letters of ASCII, whatever the locale.
#pragma once

#include <string>
#include <string_view>

namespace sidetick {

/// Letters that are not of ASCII stay as they are.
char lower_case(char c);
std::string lower_case(std::string_view text);

}  // namespace sidetick
