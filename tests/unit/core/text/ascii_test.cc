#include "core/text/ascii.h"

#include <doctest/doctest.h>

using namespace sidetick;

namespace {

using Words = std::vector<std::string_view>;

}  // namespace

TEST_CASE("words stand between blanks, however many there are") {
  CHECK(words_of("") == Words{});
  CHECK(words_of(" \t ") == Words{});
  CHECK(words_of("0") == Words{"0"});
  CHECK(words_of("  0\t5  * ") == Words{"0", "5", "*"});
  CHECK(words_of("a\tb c", " ") == Words{"a\tb", "c"});
  CHECK(words_of("a,b\n", ",\n") == Words{"a", "b"});
}

TEST_CASE("letters and digits are those of ASCII alone") {
  CHECK(lower_case("ÄbCz[Z") == "Äbcz[z");
  CHECK(is_digits("0189"));
  CHECK_FALSE(is_digits(""));
  CHECK_FALSE(is_digits("1 "));
  CHECK_FALSE(is_digits("-1"));
  for (const char c : {'@', '[', '`', '{', '0', '\xc4'}) CHECK_FALSE(is_letter(c));
  for (const char c : {'A', 'Z', 'a', 'z'}) CHECK(is_letter(c));
}
