// The text of a configuration file: what of it may go to toml++, and its lines.
//
// Source:  TOML 1.0: UTF-8, no control characters but tab, newline and carriage return.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/toml/problems.h"

namespace sidetick {

struct TextFault {
  Place place;
  std::string text;
};

/// What keeps `text` from being read at all: a control character, a byte that is not UTF-8, or a
/// key of so many parts that tables would lie thousands deep.
std::optional<TextFault> text_fault(std::string_view text);

/// Gives each of `problems`, which are in order of line, its line of `text`, unless that may hold a
/// password: what stands in [redis], and what looks like a URL.
void add_source_lines(std::string_view text, std::vector<Problem>& problems);

/// The lines of a text, found once and only when one is asked for.
class TextLines {
 public:
  explicit TextLines(std::string_view text) : text_(text) {}

  /// The text from this place to the end of its line, without the line's end; "" when there is
  /// none.
  std::string_view from(Place place);

 private:
  std::string_view text_;
  std::vector<std::size_t> begins_;
};

}  // namespace sidetick
