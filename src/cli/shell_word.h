// Commands that a message tells the user to type.
#pragma once

#include <string>

namespace sidetick {

/// `text` as one word of a shell: quoted where it has to be.
std::string shell_word(const std::string& text);

}  // namespace sidetick
