#include "cli/shell_word.h"

#include <algorithm>
#include <cctype>

namespace sidetick {

std::string shell_word(const std::string& text) {
  bool plain = !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
    return std::isalnum(c) || c == '_' || c == '-' || c == '.' || c == '/' || c == ':';
  });
  if (plain && text[0] != '-') return text;
  std::string out = "'";
  for (char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

}  // namespace sidetick
