// The commands of sidetick, one file each, and the table of them.
//
// A new command: its file, a line in the tables of commands.cc and command_names.cc, its page in
// help.cc, and its options in parse.cc.
#pragma once

#include <string_view>

#include "cli/options/options.h"
#include "core/error.h"
#include "io/host/report.h"

namespace sidetick {

Exit run_command(const Options& options, const Report& report);
Exit backfill_command(const Options& options, const Report& report);
Exit check_command(const Options& options, const Report& report);
Exit next_command(const Options& options, const Report& report);
Exit status_command(const Options& options, const Report& report);
Exit enable_command(const Options& options, const Report& report);
Exit disable_command(const Options& options, const Report& report);
Exit trigger_command(const Options& options, const Report& report);
Exit forget_command(const Options& options, const Report& report);
Exit import_command(const Options& options, const Report& report);
Exit completion_command(const Options& options, const Report& report);

using CommandFunction = Exit (*)(const Options& options, const Report& report);

/// The command named `name`, which is one of command_names().
CommandFunction find_command(std::string_view name);

}  // namespace sidetick
