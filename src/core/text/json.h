// JSON as text: the few values that sidetick writes itself.
//
// Source:  RFC 8259. Reading JSON is nlohmann's work, not done here.
#pragma once

#include <string>
#include <string_view>

namespace sidetick {

/// Appends `text` in quotes, escaped. `text` is UTF-8 and goes through unchanged otherwise.
void append_json_string(std::string& out, std::string_view text);

/// `text` in quotes, escaped.
std::string json_string(std::string_view text);

/// "true" or "false"
const char* boolean_json(bool value);

// The members of an object that is being written: each with a comma before it, unless `out` ends in
// the brace that opens the object.

/// Appends `"key":`, and leaves the value to the caller.
void append_key(std::string& out, std::string_view key);
/// `json` is the value as JSON text.
void append_member(std::string& out, std::string_view key, std::string_view json);
void append_string_member(std::string& out, std::string_view key, std::string_view text);

/// `[A,B]`, of what `format` makes of each value.
template <typename Values, typename Format>
std::string json_array(const Values& values, Format format) {
  std::string out = "[";
  for (const auto& value : values) {
    if (out.size() > 1) out += ',';
    out += format(value);
  }
  return out + "]";
}

}  // namespace sidetick
