// Strings of [redis] that may come from elsewhere: `{ env = "NAME" }`, `{ file = "PATH" }`, and
// passwords, which have a `password_file` besides.
//
// A value that came from elsewhere is never part of a message.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/toml/table_reader.h"

namespace sidetick {

/// The text of `key`, written in place, or taken from the environment or a file (without the
/// newline at its end). Nothing when it is absent or wrong, which is reported; wrong is also white
/// space around what came from elsewhere.
std::optional<std::string> text_from(const TableReader& table, std::string_view key);

/// The URL of the table. Warns when it has a password that others may read.
std::optional<std::string> url_from(const TableReader& table);

/// The text that `source`, a table at `key`, names: { env = "NAME" } or { file = "PATH" }.
std::optional<std::string> text_from_source(const TableReader& table, std::string_view key,
                                            const toml::node& source);

/// Where the text of `key` comes from: `env "NAME"`, `"PATH"`; "" where it is written in place.
std::string source_of(const TableReader& table, std::string_view key);

/// `password`, or what `password_file` holds. Both is a problem. Warns when others may read it.
std::optional<std::string> password_from(const TableReader& table);

}  // namespace sidetick
