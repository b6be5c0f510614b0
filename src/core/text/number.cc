#include "core/text/number.h"

#include <algorithm>
#include <charconv>

namespace sidetick {

namespace {

template <class Number>
void append(std::string& out, Number number, int base, std::size_t width) {
  char text[24] = {};
  const char* const end = std::to_chars(std::begin(text), std::end(text), number, base).ptr;
  const char* begin = text;
  if (*begin == '-') out += *begin++;
  const auto size = static_cast<std::size_t>(end - begin);
  if (size < width) out.append(width - size, '0');
  out.append(begin, size);
}

template <class Number>
std::optional<Number> parse_whole(std::string_view text, int base) {
  Number number{};
  const char* const end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, number, base);
  if (failure != std::errc{} || stop != end) return std::nullopt;
  return number;
}

}  // namespace

void append_hex(std::string& out, std::uint64_t number, std::size_t width) {
  append(out, number, 16, width);
}

void append_decimal(std::string& out, std::int64_t number, std::size_t width) {
  append(out, number, 10, width);
}

std::optional<long long> parse_number(std::string_view text, long long min, long long max) {
  if (min >= 0 && text.starts_with('-')) return std::nullopt;
  const auto number = parse_whole<long long>(text, 10);
  if (!number || *number < min || *number > max) return std::nullopt;
  return number;
}

std::optional<std::uint64_t> parse_hex(std::string_view text) {
  // from_chars takes capitals, and any number of zeros in front.
  const bool has_capital = std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'F'; });
  if (text.size() > 16 || has_capital) return std::nullopt;
  return parse_whole<std::uint64_t>(text, 16);
}

std::string float_text(double number) {
  char text[32];
  return {text, std::to_chars(std::begin(text), std::end(text), number).ptr};
}

std::string float_literal(double number) {
  std::string text = float_text(number);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

}  // namespace sidetick
