// How wide a text is on a terminal, and a text cut to a width.
//
// Source:  Unicode 15: East Asian Width W and F take two columns (UAX 11); combining marks and
//          format characters none. Emoji that are made of several are counted one by one.
// Knows nothing of terminals. wcwidth(3) would need a locale, which costs a third of a start.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sidetick {

/// Columns of `text`, UTF-8 without control characters; a byte that is not UTF-8 counts one.
std::size_t display_width(std::string_view text);

/// `text` when it is no wider than `width`, else what fits of it and `…`. `width` is not 0.
std::string cut_to_width(std::string_view text, std::size_t width);

}  // namespace sidetick
