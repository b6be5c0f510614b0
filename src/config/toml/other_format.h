// What a file is that is no TOML: YAML, JSON, a crontab, by its first line that says something.
//
// Source:  YAML 1.2, RFC 8259, crontab(5).
// Knows nothing of toml++.
#pragma once

#include <string_view>

namespace sidetick {

/// "YAML", "JSON", "a crontab"; "" when it looks like none of them.
std::string_view other_format(std::string_view text);

}  // namespace sidetick
