// The commands of sidetick, one file each, and the table of them.
//
// A new command: its file, a line in the table of commands.cc, its page in help.cc, and its options
// in options.cc. The help lists what is in the table, so it never lists what does not work.
#pragma once

#include <span>
#include <string_view>

#include "cli/options.h"
#include "core/error.h"
#include "io/report.h"

namespace sidetick {

Exit run_command(const Options& options, const Report& report);
Exit backfill_command(const Options& options, const Report& report);
Exit check_command(const Options& options, const Report& report);
Exit next_command(const Options& options, const Report& report);
Exit status_command(const Options& options, const Report& report);
Exit enable_command(const Options& options, const Report& report);
Exit disable_command(const Options& options, const Report& report);
Exit trigger_command(const Options& options, const Report& report);
Exit import_command(const Options& options, const Report& report);
Exit completion_command(const Options& options, const Report& report);

struct Subcommand {
  std::string_view name;
  std::string_view summary;
  Exit (*run)(const Options& options, const Report& report);
};

/// All commands, in the order of the help.
std::span<const Subcommand> subcommands();

/// The command named `name`, which is one of the table's.
const Subcommand& find_subcommand(std::string_view name);

}  // namespace sidetick
