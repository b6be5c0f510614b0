// Values of the user's in messages: one line, whatever is in them.
#include "core/text/quote.h"

#include <doctest/doctest.h>

#include <string>

#include "core/text/utf8.h"

using namespace sidetick;
using namespace std::string_literals;

TEST_CASE("control characters are shown, not sent to the terminal") {
  CHECK(quote("plain") == "\"plain\"");
  CHECK(quote("a\nb\tc\rd") == "\"a\\nb\\tc\\rd\"");
  CHECK(quote("\x1b[31m") == "\"\\x1b[31m\"");
  CHECK(quote("a\0b"s) == "\"a\\x00b\"");
  CHECK(quote("\x7f") == "\"\\x7f\"");
  CHECK(quote("\xc2\x9b") == "\"\\x9b\"");
}

TEST_CASE("UTF-8 goes through, and what is none is shown byte by byte") {
  CHECK(quote("größe €😀") == "\"größe €😀\"");
  CHECK(quote("gr\xfc") == "\"gr\\xfc\"");
  CHECK(quote("\xc3") == "\"\\xc3\"");
  CHECK(quote("\xe2\x82") == "\"\\xe2\\x82\"");
}

TEST_CASE("a long text is cut between characters") {
  std::string umlauts;
  std::string hundred;
  for (int i = 0; i < 101; ++i) umlauts += "ü";
  for (int i = 0; i < 100; ++i) hundred += "ü";
  CHECK(quote(umlauts) == "\"" + hundred + "…\"");
  CHECK(quote(hundred) == "\"" + hundred + "\"");
}

TEST_CASE("UTF-8 is what RFC 3629 says, neither overlong, nor a surrogate, nor above U+10FFFF") {
  struct Row {
    std::string bytes;
    std::size_t length;
  };
  const Row rows[]{
      {"a", 1},
      {"\x7f", 1},
      {"\x80", 0},
      {"\xc2\x80", 2},
      {"\xc0\x80", 0},
      {"\xc1\xbf", 0},
      {"\xdf\xbf", 2},
      {"\xe0\xa0\x80", 3},
      {"\xe0\x9f\xbf", 0},
      {"\xed\x9f\xbf", 3},
      {"\xed\xa0\x80", 0},
      {"\xef\xbf\xbf", 3},
      {"\xf0\x90\x80\x80", 4},
      {"\xf0\x8f\xbf\xbf", 0},
      {"\xf4\x8f\xbf\xbf", 4},
      {"\xf4\x90\x80\x80", 0},
      {"\xf5\x80\x80\x80", 0},
      {"\xff", 0},
      {"\xe2\x82", 0},
      {"\xe2\x28\xa1", 0},
  };
  for (const Row& row : rows) {
    CAPTURE(row.bytes);
    CHECK(utf8_length(row.bytes) == row.length);
  }
}
