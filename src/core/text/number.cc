#include "core/text/number.h"

#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>

namespace sidetick {

namespace {

constexpr std::size_t most_hex_digits = 16;
constexpr std::size_t most_decimal_digits = 20;

constexpr unsigned char not_hex = 0xff;

/// Of each byte. Whether the next digit of a hash is a letter no processor can foresee.
constexpr std::array<unsigned char, 256> hex_values = [] {
  std::array<unsigned char, 256> values{};
  values.fill(not_hex);
  for (unsigned char i = 0; i < 10; ++i) values['0' + i] = i;
  for (unsigned char i = 0; i < 6; ++i) values['a' + i] = i + 10;
  return values;
}();

}  // namespace

// By hand, as append_decimal and parse_hex are: with to_chars and from_chars the fingerprints of
// schedules took a thirtieth of a run in which nothing is due.
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
  char text[most_decimal_digits];
  std::size_t begin = most_decimal_digits;
  // Of the least number there is no positive one.
  auto rest =
      number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
  do {
    text[--begin] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest != 0 || (begin > 0 && most_decimal_digits - begin < width));
  if (number < 0) out += '-';
  if (width > most_decimal_digits) out.append(width - most_decimal_digits, '0');
  out.append(text + begin, most_decimal_digits - begin);
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
  unsigned char all = 0;
  for (const char c : text) {
    const unsigned char value = hex_values[static_cast<unsigned char>(c)];
    all |= value;
    number = number << 4U | (value & 0xfU);
  }
  if (all > 0xf) return std::nullopt;
  return number;
}

// std::to_chars of a double would have libm loaded at every start: a twentieth of a run of one tick.
std::string float_text(double number) {
  if (std::isfinite(number)) return nlohmann::json(number).dump();
  if (std::isnan(number)) return "nan";
  return number < 0 ? "-inf" : "inf";
}

}  // namespace sidetick
