// A text that names a variable, as shells, templates and Ruby have it, and is taken as it stands.
#pragma once

#include <string>
#include <string_view>

namespace sidetick {

/// "REDIS_URL" of `$REDIS_URL`, `${REDIS_URL}`, `${REDIS_URL:-…}`, `%REDIS_URL%`, `{{ REDIS_URL }}`,
/// `<%= ENV["REDIS_URL"] %>` and `ENV["REDIS_URL"]`, when that is the whole text; else "". Names are
/// capitals, digits and _.
std::string variable_name(std::string_view text);

/// The same, or else the name in the first `${NAME}` that the text holds.
std::string variable_within(std::string_view text);

}  // namespace sidetick
