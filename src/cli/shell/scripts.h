// The scripts that make shells complete sidetick's command line: the files of cli/completions.
#pragma once

#include <string_view>

namespace sidetick {

extern const std::string_view bash_completion;
extern const std::string_view zsh_completion;
extern const std::string_view fish_completion;

}  // namespace sidetick
