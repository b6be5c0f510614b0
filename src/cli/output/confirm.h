// A question that a person at a terminal answers before something is written.
//
// Source:  sidetick(1), --yes.
#pragma once

#include <string>

namespace sidetick {

/// True when a person sits at a terminal, and can be asked.
bool can_ask();

/// True when the answer to `question`, asked on stderr, is `y` or `yes`. Throws Error(Exit::usage) that names
/// `command` where nobody sits at a terminal: then --yes has to be given.
bool confirm(const std::string& command, const std::string& question);

}  // namespace sidetick
