#include "core/text/number.h"

namespace sidetick {

namespace {

template <unsigned base>
void append(std::string& out, std::uint64_t number, std::size_t width) {
  constexpr char digits[] = "0123456789abcdef";
  char text[20];
  char* const end = text + sizeof text;
  char* begin = end;
  do {
    *--begin = digits[number % base];
    number /= base;
  } while (number != 0);
  const auto size = static_cast<std::size_t>(end - begin);
  if (size < width) out.append(width - size, '0');
  out.append(begin, size);
}

}  // namespace

void append_hex(std::string& out, std::uint64_t number, std::size_t width) {
  if (number < 10 && width == 1) {
    out += static_cast<char>('0' + number);
  } else {
    append<16>(out, number, width);
  }
}

void append_decimal(std::string& out, std::int64_t number, std::size_t width) {
  // Negated after the cast: the least number has no positive counterpart.
  const auto size = static_cast<std::uint64_t>(number);
  if (number < 0) out += '-';
  append<10>(out, number < 0 ? 0 - size : size, width);
}

}  // namespace sidetick
