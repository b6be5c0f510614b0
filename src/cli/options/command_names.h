// The commands of sidetick by name, in the order of the help.
//
// Knows nothing of what they do: commands.h has that.
#pragma once

#include <span>
#include <string_view>

namespace sidetick {

struct CommandName {
  std::string_view name;
  std::string_view summary;
};

std::span<const CommandName> command_names();

/// Throws Error(Exit::usage), with what was probably meant, when no command is called `name`.
void expect_command(std::string_view name);

}  // namespace sidetick
