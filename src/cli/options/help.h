// The pages that --help prints.
//
// Source:  sidetick(1), which says the same at length; a test holds the two together.
#pragma once

#include <string>
#include <string_view>

namespace sidetick {

/// The page of the command named `command`; of the program itself when it is "".
std::string help_text(std::string_view command);

}  // namespace sidetick
