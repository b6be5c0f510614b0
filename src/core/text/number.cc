#include "core/text/number.h"

#include <charconv>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>

namespace sidetick {

namespace {

constexpr std::size_t most_hex_digits = 16;

}  // namespace

// By hand, as parse_hex is: with to_chars and from_chars the fingerprints of schedules took a thirtieth
// of a run in which nothing is due.
void append_hex(std::string& out, std::uint64_t number, std::size_t width) {
  constexpr const char* digits = "0123456789abcdef";
  char text[most_hex_digits];
  std::size_t begin = most_hex_digits;
  do {
    text[--begin] = digits[number & 0xfU];
    number >>= 4U;
  } while (number != 0 || most_hex_digits - begin < width);
  out.append(text + begin, most_hex_digits - begin);
}

void append_decimal(std::string& out, std::int64_t number, std::size_t width) {
  char text[24] = {};
  const char* const end = std::to_chars(std::begin(text), std::end(text), number).ptr;
  const char* begin = text;
  if (*begin == '-') out += *begin++;
  const auto size = static_cast<std::size_t>(end - begin);
  if (size < width) out.append(width - size, '0');
  out.append(begin, size);
}

std::optional<long long> parse_number(std::string_view text, long long min, long long max) {
  if (min >= 0 && text.starts_with('-')) return std::nullopt;
  long long number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, number);
  if (failure != std::errc{} || stop != end || number < min || number > max) return std::nullopt;
  return number;
}

std::optional<std::uint64_t> parse_hex(std::string_view text) {
  if (text.empty() || text.size() > most_hex_digits) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : text) {
    const bool is_digit = c >= '0' && c <= '9';
    if (!is_digit && (c < 'a' || c > 'f')) return std::nullopt;
    number = number << 4U | static_cast<unsigned>(is_digit ? c - '0' : c - 'a' + 10);
  }
  return number;
}

// std::to_chars of a double would have libm loaded at every start: a twentieth of a run of one tick.
std::string float_text(double number) {
  if (std::isfinite(number)) return nlohmann::json(number).dump();
  if (std::isnan(number)) return "nan";
  return number < 0 ? "-inf" : "inf";
}

}  // namespace sidetick
