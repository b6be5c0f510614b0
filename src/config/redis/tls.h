// A table with the settings of TLS, from its TOML: [redis.tls], [redis.sentinel.tls].
#pragma once

#include <string>

#include "config/toml/problems.h"
#include "config/toml/toml.h"
#include "core/redis/settings.h"

namespace sidetick {

/// Reads `table`, which messages call `section`. Problems go to `findings`.
TlsSettings read_tls(const toml::table& table, FileProblems& findings, const std::string& section);

}  // namespace sidetick
