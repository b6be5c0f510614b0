#include "core/import/toml.h"

#include <nlohmann/json.hpp>

#include "core/dialects/translation.h"
#include "core/text/json.h"
#include "core/text/number.h"

namespace sidetick {

namespace {

using nlohmann::json;

constexpr int deepest = 64;

std::string value_text(const json& value, int depth);

std::string array_text(const json& array, int depth) {
  std::string text = "[";
  for (const json& element : array) {
    text += (text.size() > 1 ? ", " : "") + value_text(element, depth);
  }
  return text + "]";
}

std::string table_text(const json& object, int depth) {
  std::string text = "{";
  for (const auto& [key, element] : object.items()) {
    text += (text.size() > 1 ? ", " : " ") + toml_key(key) + " = " + value_text(element, depth);
  }
  return text + (text.size() > 1 ? " }" : "}");
}

std::string value_text(const json& value, int depth) {
  if (depth > deepest) throw Untranslatable("is nested deeper than sidetick reads");
  if (value.is_null()) throw Untranslatable("holds null, which TOML does not have");
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) {
    throw Untranslatable("holds " + value.dump() + ", an integer too large for TOML");
  }
  if (value.is_string()) return toml_string(value.get_ref<const std::string&>());
  if (value.is_number_float()) return float_text(value.get<double>());
  if (value.is_array()) return array_text(value, depth + 1);
  if (value.is_object()) return table_text(value, depth + 1);
  return value.dump();  // true, false and integers are alike
}

}  // namespace

std::string toml_string(std::string_view text) {
  return json_string(text);
}

std::string toml_key(std::string_view text) {
  constexpr std::string_view bare =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  const bool plain = !text.empty() && text.find_first_not_of(bare) == std::string_view::npos;
  return plain ? std::string(text) : toml_string(text);
}

std::string toml_value(const json& value) {
  return value_text(value, 0);
}

}  // namespace sidetick
