// TOML as text: values that came as JSON.
//
// Source:  TOML 1.0. It has no null, and no integers beyond 64 bits.
// Knows nothing of schedules.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace sidetick {

/// `text` in quotes, escaped. `text` is UTF-8.
std::string toml_string(std::string_view text);

/// `text` as a key: bare where it may be.
std::string toml_key(std::string_view text);

/// `value` on one line. Throws Untranslatable for what TOML cannot hold.
std::string toml_value(const nlohmann::json& value);

}  // namespace sidetick
