// The terminal that a stream may be.
//
// Source:  isatty(3), tty_ioctl(4); https://no-color.org
#pragma once

#include <cstddef>

namespace sidetick {

/// True when the file descriptor is a terminal that can do more than print line after line.
bool is_terminal(int descriptor);

/// Its columns, 80 when it does not say.
std::size_t terminal_width(int descriptor);

enum class Colour { automatic, always, never };

/// What --color says; when that is `auto`, true for a terminal, unless $NO_COLOR forbids colours.
bool wants_colour(int descriptor, Colour choice);

}  // namespace sidetick
