// `allow = [...]`: the warnings of check that are meant.
#pragma once

#include <optional>

#include "config/toml/rules.h"
#include "config/toml/table_reader.h"

namespace sidetick {

/// What `allow` of the table names, when it has one: warnings of `place`, a schedule or a file.
std::optional<RuleSet> read_allow(const TableReader& table, RuleOf place);

}  // namespace sidetick
