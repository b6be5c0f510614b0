#include "core/text/number.h"

#include <doctest/doctest.h>

#include <limits>

using namespace sidetick;

namespace {

std::string hex(std::uint64_t number, std::size_t width = 1) {
  std::string out = ".";
  append_hex(out, number, width);
  return out;
}

std::string decimal(std::int64_t number, std::size_t width = 1) {
  std::string out = ".";
  append_decimal(out, number, width);
  return out;
}

}  // namespace

TEST_CASE("digits are appended, and padded with zeros to the width") {
  CHECK(hex(0) == ".0");
  CHECK(hex(0xc0ffee) == ".c0ffee");
  CHECK(hex(10, 2) == ".0a");
  CHECK(hex(0x123, 2) == ".123");
  CHECK(hex(std::numeric_limits<std::uint64_t>::max()) == ".ffffffffffffffff");
  CHECK(decimal(7, 4) == ".0007");
  CHECK(decimal(12345, 4) == ".12345");
  CHECK(decimal(-7, 4) == ".-0007");
  CHECK(decimal(0, 0) == ".0");
  CHECK(decimal(-7, 20) == ".-" + std::string(19, '0') + "7");
  CHECK(decimal(42, 24) == "." + std::string(22, '0') + "42");
  CHECK(decimal(std::numeric_limits<std::int64_t>::max(), 20) == ".09223372036854775807");
  CHECK(decimal(std::numeric_limits<std::int64_t>::max()) == ".9223372036854775807");
  CHECK(decimal(std::numeric_limits<std::int64_t>::min()) == ".-9223372036854775808");
}

TEST_CASE("a number is all of the text, and within its range") {
  CHECK(parse_number("0", 0, 9) == 0);
  CHECK(parse_number("9", 0, 9) == 9);
  CHECK(parse_number("007", 0, 9) == 7);
  CHECK(parse_number("-7", -7, 9) == -7);
  constexpr auto least = std::numeric_limits<long long>::min();
  constexpr auto most = std::numeric_limits<long long>::max();
  CHECK(parse_number("9223372036854775807", least, most) == most);
  CHECK(parse_number("-9223372036854775808", least, most) == least);
  CHECK(parse_number("-99999999999999999", least, most) == -99'999'999'999'999'999);
  CHECK(parse_number("999999999999999999", least, most) == 999'999'999'999'999'999);
  CHECK(parse_number("0000000000000000000007", 0, 9) == 7);
  for (const auto* text : {"", "-", "+7", " 7", "7 ", "7x", "0x7", "7.0", "--7", "10", "-1", "-0",
                           "99999999999999999999", "1234567890123456789x"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_number(text, 0, 9).has_value());
  }
}

TEST_CASE("a float shows that it is one, and is read back") {
  CHECK(float_text(0.1) == "0.1");
  CHECK(float_text(3) == "3.0");
  CHECK(float_text(-1e30) == "-1e+30");
  CHECK(float_text(std::numeric_limits<double>::infinity()) == "inf");
  CHECK(float_text(-std::numeric_limits<double>::infinity()) == "-inf");
  CHECK(float_text(std::numeric_limits<double>::quiet_NaN()) == "nan");
}

TEST_CASE("a hexadecimal number is 1 to 16 lower-case digits and nothing else") {
  CHECK(parse_hex("0") == 0);
  CHECK(parse_hex("00c0ffee") == 0xc0ffee);
  CHECK(parse_hex("ffffffffffffffff") == std::numeric_limits<std::uint64_t>::max());
  for (const auto* text : {"", "C0FFEE", "c0ffeE", "g", "-1", "0x1", "1 ", "00000000000000001"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_hex(text).has_value());
  }
}
