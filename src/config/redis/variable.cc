#include "config/redis/variable.h"

#include <algorithm>
#include <array>

#include "core/text/ascii.h"

namespace sidetick {

namespace {

struct Wrapping {
  std::string_view before;
  std::string_view after;
};

constexpr std::array<Wrapping, 5> wrappings{
    {{"${", "}"}, {"{{", "}}"}, {"<%=", "%>"}, {"%", "%"}, {"$", ""}}};

/// Without the first wrapping that it has.
std::string_view unwrapped(std::string_view text) {
  for (const auto& [before, after] : wrappings) {
    if (text.size() <= before.size() + after.size()) continue;
    if (!text.starts_with(before) || !text.ends_with(after)) continue;
    return text.substr(before.size(), text.size() - before.size() - after.size());
  }
  return text.starts_with("ENV") ? text : "";
}

bool may_be_in_name(char c) {
  return (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
}

/// The names that a shell would take, less those with small letters: "$ecret" is a password.
bool is_name(std::string_view text) {
  return !text.empty() && !is_digit(text[0]) && std::ranges::all_of(text, may_be_in_name);
}

}  // namespace

std::string variable_name(std::string_view text) {
  std::string_view inner = unwrapped(text);
  inner = inner.substr(0, inner.find(":-"));
  // ENV["REDIS_URL"], ENV.fetch("REDIS_URL")
  const std::size_t quoted = inner.find_first_of("\"'");
  if (inner.find("ENV") < quoted && quoted != std::string_view::npos) {
    inner.remove_prefix(quoted + 1);
    inner = inner.substr(0, inner.find_first_of("\"'"));
  }
  const auto words = words_of(inner);
  return words.size() == 1 && is_name(words[0]) ? std::string(words[0]) : "";
}

std::string variable_within(std::string_view text) {
  if (std::string name = variable_name(text); !name.empty()) return name;
  const std::size_t begin = text.find("${");
  if (begin == std::string_view::npos) return {};
  const std::size_t end = text.find('}', begin);
  return end == std::string_view::npos ? "" : variable_name(text.substr(begin, end + 1 - begin));
}

}  // namespace sidetick
