// A command line as it is being typed in a shell, up to the cursor.
//
// Source:  the quoting of POSIX shells: 'as it is', "with \" and \\", \ before any character; a
//          leading ~/ is the home folder. Variables and the like are left as they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sidetick {

/// The words of `line` without their quotes. The last is the one being typed, "" when the line
/// ends with a space. `home` is put for a leading `~`, unless it is empty.
std::vector<std::string> split_typed_line(std::string_view line, std::string_view home);

}  // namespace sidetick
