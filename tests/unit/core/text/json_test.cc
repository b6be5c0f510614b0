#include "core/text/json.h"

#include <doctest/doctest.h>

using namespace sidetick;

TEST_CASE("members have a comma between them, and none after the opening brace") {
  std::string out = "[{";
  append_string_member(out, "a", "x");
  append_member(out, "b", "{}");
  append_key(out, "c");
  out += "[1]}";
  CHECK(out == R"([{"a":"x","b":{},"c":[1]})");
}

TEST_CASE("keys and strings are escaped") {
  std::string out = "{";
  append_string_member(out, "\"k\"\n", "\\\t\x01\x7f");
  CHECK(out == R"({"\"k\"\n":"\\\t\u0001\u007f")");
}
