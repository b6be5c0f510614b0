// help and version: what --help and --version print, as commands.
#include "cli/options/help.h"

#include "cli/commands.h"
#include "cli/options/command_names.h"
#include "cli/options/version.h"
#include "io/host/print.h"

namespace sidetick {

Exit help_command(const Options& options, const Report&) {
  if (options.names.size() > 1) throw Error(Exit::usage, "help: takes one COMMAND");
  const std::string command = options.names.empty() ? "" : options.names[0];
  if (!command.empty()) expect_command(command);
  print(help_text(command));
  return Exit::ok;
}

Exit version_command(const Options&, const Report&) {
  print(version_text());
  return Exit::ok;
}

}  // namespace sidetick
