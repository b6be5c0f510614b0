#include "config/toml/other_format.h"

#include "core/text/ascii.h"

namespace sidetick {

namespace {

/// Without white space around it, and without those that are empty or a comment.
std::string_view first_line(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = trimmed(text.substr(0, text.find('\n')));
    if (!line.empty() && line[0] != '#') return line;
    const std::size_t end = text.find('\n');
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return {};
}

/// `[` alone, `[{`: no header of a table begins so.
bool is_json(std::string_view line) {
  return line[0] == '{' || line == "[" || line.starts_with("[{");
}

/// `daily:`, `- cron: x`, `---`, `%YAML 1.2`
bool is_yaml(std::string_view line) {
  if (line.starts_with("---") || line.starts_with("%YAML") || line.starts_with("- ")) return true;
  const std::size_t colon = line.find(':', 1);
  if (colon == std::string_view::npos || line.substr(0, colon).find('=') < colon) return false;
  return colon + 1 == line.size() || line[colon + 1] == ' ';
}

/// Five fields and a command, or `@daily` and one.
bool is_crontab(std::string_view line) {
  if (line[0] == '@') return true;
  return (line[0] == '*' || is_digit(line[0])) && words_of(line).size() > 5;
}

}  // namespace

std::string_view other_format(std::string_view text) {
  const std::string_view line = first_line(text);
  if (line.empty()) return {};
  if (is_json(line)) return "JSON";
  if (is_yaml(line)) return "YAML";
  return is_crontab(line) ? "a crontab" : "";
}

}  // namespace sidetick
