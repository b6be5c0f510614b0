// Where the characters of a text begin and end.
//
// Source:  RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <string_view>

namespace sidetick {

/// How many bytes the UTF-8 character at the beginning of `text` has; 0 when it is not one. `text`
/// is not empty.
std::size_t utf8_length(std::string_view text);

/// True when all of `text` is UTF-8.
bool is_utf8(std::string_view text);

}  // namespace sidetick
