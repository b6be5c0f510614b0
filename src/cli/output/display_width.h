// How wide a text is on a terminal, and a text cut to a width.
//
// Source:  wcwidth(3) of the system, whose tables are those of its Unicode. Emoji that are made of
//          several are counted one by one.
// Knows nothing of terminals: whoever prints on one says so.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sidetick {

/// From now on characters are as wide as a terminal shows them: takes the locale C.UTF-8 for
/// LC_CTYPE, which costs a third of a start. Until then, and where the system has no such locale,
/// each counts one column.
void use_terminal_widths();

/// Columns of `text`, UTF-8 without control characters; a byte that is not UTF-8 counts one.
std::size_t display_width(std::string_view text);

/// `text` when it is no wider than `width`, else what fits of it and `…`. `width` is not 0.
std::string cut_to_width(std::string_view text, std::size_t width);

/// As cut_to_width, but the middle is cut out: "billing_dai…ces_eu".
std::string cut_middle_to_width(std::string_view text, std::size_t width);

}  // namespace sidetick
