#include "core/time/duration.h"

#include <array>
#include <charconv>

namespace sidetick {
namespace {

struct Unit {
  std::string_view name;
  Milliseconds size;
};

constexpr std::array<Unit, 6> units{{{"w", std::chrono::hours{24 * 7}},
                                     {"d", std::chrono::hours{24}},
                                     {"h", std::chrono::hours{1}},
                                     {"m", std::chrono::minutes{1}},
                                     {"s", std::chrono::seconds{1}},
                                     {"ms", Milliseconds{1}}}};

constexpr Milliseconds longest = std::chrono::hours{24 * 36525};  // 100 years

/// The place in `units` of the name that `text` begins with, up to the next digit.
std::optional<std::size_t> find_unit(std::string_view text) {
  const std::string_view name = text.substr(0, text.find_first_of("0123456789"));
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (units[i].name == name) return i;
  }
  return std::nullopt;
}

constexpr std::array<Unit, 6> length_units{{{" y", std::chrono::hours{24 * 365}},
                                            {" d", std::chrono::hours{24}},
                                            {" h", std::chrono::hours{1}},
                                            {" min", std::chrono::minutes{1}},
                                            {" s", std::chrono::seconds{1}},
                                            {" ms", Milliseconds{1}}}};

std::string count_text(Milliseconds length, const Unit& unit) {
  return std::to_string(length / unit.size) + std::string(unit.name);
}

}  // namespace

std::optional<Milliseconds> parse_duration(std::string_view text) {
  if (text.empty()) return std::nullopt;
  Milliseconds sum{0};
  for (std::size_t largest_allowed = 0; !text.empty();) {
    std::uint64_t number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    const auto unit = find_unit(text);
    if (!unit || *unit < largest_allowed) return std::nullopt;
    if (number > static_cast<std::uint64_t>(longest / units[*unit].size)) return std::nullopt;
    sum += static_cast<std::int64_t>(number) * units[*unit].size;
    largest_allowed = *unit + 1;
    text.remove_prefix(units[*unit].name.size());
  }
  if (sum > longest) return std::nullopt;
  return sum;
}

std::string format_duration(Milliseconds duration) {
  if (duration == Milliseconds{0}) return "0s";
  std::string text;
  if (duration < Milliseconds{0}) {
    text = "-";
    duration = -duration;
  }
  for (const Unit& unit : units) {
    if (unit.name == "w") continue;  // "7d" and "8d" are easier compared than "1w" and "1w1d"
    if (duration < unit.size) continue;
    text += std::to_string(duration / unit.size) + std::string(unit.name);
    duration %= unit.size;
  }
  return text;
}

std::string length_text(Milliseconds length) {
  if (length == Milliseconds{0}) return "0 s";
  if (length >= Seconds{1}) length = std::chrono::floor<Seconds>(length);
  std::size_t first = 0;
  while (first + 1 < length_units.size() && length < length_units[first].size) ++first;
  std::string text = count_text(length, length_units[first]);
  if (first + 1 == length_units.size()) return text;
  const Milliseconds rest = length % length_units[first].size;
  const Unit& second = length_units[first + 1];
  return rest < second.size ? text : text + " " + count_text(rest, second);
}

}  // namespace sidetick
