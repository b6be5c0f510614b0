#include "core/digits.h"

#include <charconv>

namespace sidetick {

namespace {

void append(std::string& out, std::uint64_t number, std::size_t width, int base) {
  char digits[20];
  const char* end = std::to_chars(digits, digits + sizeof digits, number, base).ptr;
  const auto size = static_cast<std::size_t>(end - digits);
  if (size < width) out.append(width - size, '0');
  out.append(digits, size);
}

}  // namespace

void append_hex(std::string& out, std::uint64_t number, std::size_t width) {
  append(out, number, width, 16);
}

void append_decimal(std::string& out, std::int64_t number, std::size_t width) {
  // Negated after the cast: the least number has no positive counterpart.
  const auto size = static_cast<std::uint64_t>(number);
  if (number < 0) out += '-';
  append(out, number < 0 ? 0 - size : size, width, 10);
}

}  // namespace sidetick
