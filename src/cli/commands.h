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
Exit diff_command(const Options& options, const Report& report);
Exit status_command(const Options& options, const Report& report);
Exit why_command(const Options& options, const Report& report);
Exit doctor_command(const Options& options, const Report& report);
Exit enable_command(const Options& options, const Report& report);
Exit disable_command(const Options& options, const Report& report);
Exit trigger_command(const Options& options, const Report& report);
Exit forget_command(const Options& options, const Report& report);
Exit import_command(const Options& options, const Report& report);
Exit completion_command(const Options& options, const Report& report);
Exit help_command(const Options& options, const Report& report);
Exit version_command(const Options& options, const Report& report);

struct CommandEntry {
  std::string_view name;
  Exit (*function)(const Options& options, const Report& report);
  bool writes;  ///< to Redis
};

/// The command named `name`, which is one of command_names().
const CommandEntry& find_command(std::string_view name);

}  // namespace sidetick
