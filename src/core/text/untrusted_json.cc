#include "core/text/untrusted_json.h"

#include <nlohmann/json.hpp>

namespace sidetick {

namespace {

constexpr int most_nesting = 100;

template <typename Json>
Json parse(std::string_view text) {
  bool too_deep = false;
  // `depth` counts what is around the array or object that begins.
  const auto look = [&](int depth, typename Json::parse_event_t event, Json&) {
    using Event = typename Json::parse_event_t;
    const bool begins = event == Event::array_start || event == Event::object_start;
    too_deep = too_deep || (begins && depth >= most_nesting);
    return true;
  };
  Json value = Json::parse(text, look, false);
  if (too_deep) value = Json(Json::value_t::discarded);
  return value;
}

}  // namespace

nlohmann::json parse_foreign_json(std::string_view text) {
  return parse<nlohmann::json>(text);
}

nlohmann::ordered_json parse_foreign_json_in_order(std::string_view text) {
  return parse<nlohmann::ordered_json>(text);
}

}  // namespace sidetick
