// How a value of the user's is shown in a message.
#pragma once

#include <string>
#include <string_view>

namespace sidetick {

/// `text` with each control character as `\n`, `\t` or `\x1b`, so that a message stays one line.
/// UTF-8 goes through; a byte that is not part of it becomes `\xff`.
std::string escape_controls(std::string_view text);

/// A name within a line of words: as it is when it is one word, else in quotation marks, escaped.
std::string quote_unless_word(std::string_view name);

/// `text`, escaped, and cut after 100 characters with `…`.
std::string shorten(std::string_view text);

/// `"text"`, escaped, and cut after 100 characters with `…`.
std::string quote(std::string_view text);

}  // namespace sidetick
