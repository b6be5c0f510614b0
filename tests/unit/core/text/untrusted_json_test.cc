// JSON of other programs: what is read of it, and what is not.
#include "core/text/untrusted_json.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

using namespace sidetick;

namespace {

std::string nested(std::size_t levels) {
  return std::string(levels, '[') + std::string(levels, ']');
}

}  // namespace

TEST_CASE("foreign JSON is read up to the depth that Ruby reads, and nothing else is") {
  CHECK(parse_foreign_json(R"({"a":[1,null]})").dump() == R"({"a":[1,null]})");
  CHECK(parse_foreign_json_in_order(R"({"b":1,"a":2})").dump() == R"({"b":1,"a":2})");
  CHECK(parse_foreign_json(nested(100)).dump() == nested(100));
  CHECK_FALSE(
      parse_foreign_json(std::string(100, '[') + "1" + std::string(100, ']')).is_discarded());
  for (const std::string& text : {nested(101), nested(1'000'000), std::string("{\"a\":"),
                                  std::string("\"\xff\""), std::string()}) {
    CAPTURE(text.substr(0, 20));
    CHECK(parse_foreign_json(text).is_discarded());
    CHECK(parse_foreign_json_in_order(text).is_discarded());
  }
}
