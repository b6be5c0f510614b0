// TOML text -> table, or a problem in words that name what stands where.
#pragma once

#include <string_view>

#include "config/toml/problems.h"
#include "config/toml/toml.h"

namespace sidetick {

/// Parses `text`, which config_text has found to be in order, into `table`. What is no TOML is a
/// problem of `scope`.
void parse_toml(std::string_view text, const Scope& scope, toml::table& table);

}  // namespace sidetick
