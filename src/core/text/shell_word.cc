#include "core/text/shell_word.h"

#include <algorithm>
#include <cctype>

namespace sidetick {

std::string shell_word(const std::string& text) {
  bool plain = !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
    return std::isalnum(c) || c == '_' || c == '-' || c == '.' || c == '/' || c == ':';
  });
  if (plain) return text;
  std::string out = "'";
  for (char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string command_with_names(const std::string& command, const std::vector<std::string>& names,
                               const std::string& options) {
  std::string words;
  for (const auto& name : names) words += " " + shell_word(name);
  const bool behind = std::ranges::any_of(names, [](const auto& name) { return name[0] == '-'; });
  return behind ? command + options + " --" + words : command + words + options;
}

}  // namespace sidetick
