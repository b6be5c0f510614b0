// What was probably meant where toml++ has stopped: a text without its quotes, a name with a space,
// a file in another format, an hour that no day has.
//
// Source:  TOML 1.0; toml++ 3.3 and 3.4 for the words that it says.
#pragma once

#include <string>
#include <string_view>

#include "config/toml/problems.h"

namespace sidetick {

/// In place of what toml++ says of `place` in `text`, in plain words and with what to write; "" when
/// `description` is as good as any. The value of a key that may be secret is not shown.
std::string slip_text(std::string_view text, Place place, std::string_view description);

}  // namespace sidetick
