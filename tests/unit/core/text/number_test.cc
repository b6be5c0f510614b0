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
  CHECK(decimal(std::numeric_limits<std::int64_t>::max()) == ".9223372036854775807");
  CHECK(decimal(std::numeric_limits<std::int64_t>::min()) == ".-9223372036854775808");
}
