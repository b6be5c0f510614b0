// What is said of a key that holds a value of the wrong type: one sentence for all of them.
//
//   redis key "exq:queue:low" is a string, not a list: the ticks of "a" wait; rename or delete it
#pragma once

#include <string>
#include <string_view>

namespace sidetick {

/// `type` as Redis says it, "string"; "" where only WRONGTYPE is known. `needed`: "hash", "list".
/// `consequence`: what was or was not done for it.
std::string wrong_type_text(std::string_view key, std::string_view type, std::string_view needed,
                            std::string_view consequence);

/// Throws Error(Exit::data) with that text.
[[noreturn]] void throw_wrong_type(std::string_view key, std::string_view type,
                                   std::string_view needed, std::string_view consequence);

/// True of a key of the type that is needed, or that is not there: what TYPE says.
bool is_type(std::string_view type, std::string_view needed);

}  // namespace sidetick
