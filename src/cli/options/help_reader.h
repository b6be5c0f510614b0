// What a page of --help says of a command, as data: its options and what its arguments are.
//
// Source:  the pages of cli/options/help.cc, in which an option is a line such as
//            `  -c, --config FILE|DIR  read this file, or …`
//          and the arguments stand behind the command's name in the first line: `[NAME]...`.
#pragma once

#include <string_view>
#include <vector>

namespace sidetick {

struct HelpOption {
  std::string_view letter;   ///< "-c", or ""
  std::string_view name;     ///< "--config"
  std::string_view value;    ///< "FILE|DIR"; "" when it takes none
  std::string_view summary;  ///< its first line
};

struct HelpArgument {
  std::string_view kind;  ///< "NAME", "FILE|DIR", "bash|zsh|fish"
  bool repeats;           ///< NAME...
};

/// The options of `page`, which they refer to.
std::vector<HelpOption> help_options(std::string_view page);

/// The arguments of `command`, in order.
std::vector<HelpArgument> help_arguments(std::string_view page, std::string_view command);

}  // namespace sidetick
