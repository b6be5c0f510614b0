// Commands that a message tells the user to type.
#pragma once

#include <string>
#include <vector>

namespace sidetick {

/// `text` as one word of a shell: quoted where it has to be.
std::string shell_word(const std::string& text);

/// `sidetick backfill report --force`: names before the options, as they are mostly typed. Where
/// one begins with `-`, all of them behind: `sidetick backfill --force -- -x report`.
std::string command_with_names(const std::string& command, const std::vector<std::string>& names,
                               const std::string& options);

}  // namespace sidetick
