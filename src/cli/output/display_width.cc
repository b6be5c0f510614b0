#include "cli/output/display_width.h"

#include <clocale>
#include <cwchar>

#include "core/text/utf8.h"

namespace sidetick {

namespace {

/// The character at the beginning of `text`, which has `length` bytes.
wchar_t decode(std::string_view text, std::size_t length) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (length == 1) return first;
  unsigned c = first & (0x7fU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    c = c << 6U | (static_cast<unsigned char>(text[i]) & 0x3fU);
  }
  return static_cast<wchar_t>(c);
}

/// One character taken off a text.
struct Character {
  std::size_t bytes, columns;
};

Character first_character(std::string_view text) {
  const std::size_t length = utf8_length(text);
  if (length == 0) return {1, 1};
  const int columns = wcwidth(decode(text, length));
  // Below 0: not a character of the locale, or one that is newer than the system.
  return {length, columns < 0 ? 1 : static_cast<std::size_t>(columns)};
}

/// How many bytes of `text` fit into `width` columns.
std::size_t fitting(std::string_view text, std::size_t width) {
  std::size_t bytes = 0;
  for (std::size_t columns = 0; bytes < text.size();) {
    const Character c = first_character(text.substr(bytes));
    columns += c.columns;
    if (columns > width) break;
    bytes += c.bytes;
  }
  return bytes;
}

}  // namespace

void use_terminal_widths() {
  std::setlocale(LC_CTYPE, "C.UTF-8");
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const Character c = first_character(text);
    width += c.columns;
    text.remove_prefix(c.bytes);
  }
  return width;
}

std::string cut_to_width(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  return std::string(text.substr(0, fitting(text, width - 1))) + "…";
}

std::string cut_middle_to_width(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  const std::string_view head = text.substr(0, fitting(text, width - 1 - (width - 1) / 2));
  std::string_view tail = text.substr(head.size());
  while (display_width(tail) > (width - 1) / 2) tail.remove_prefix(first_character(tail).bytes);
  return std::string(head) + "…" + std::string(tail);
}

}  // namespace sidetick
