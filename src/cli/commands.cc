#include "cli/commands.h"

#include <array>
#include <stdexcept>

namespace sidetick {

namespace {

constexpr std::array<CommandEntry, 16> table{{
    {"run", run_command, true},
    {"backfill", backfill_command, true},
    {"check", check_command, false},
    {"next", next_command, false},
    {"diff", diff_command, false},
    {"status", status_command, false},
    {"why", why_command, false},
    {"doctor", doctor_command, false},
    {"enable", enable_command, true},
    {"disable", disable_command, true},
    {"trigger", trigger_command, true},
    {"forget", forget_command, true},
    {"import", import_command, false},
    {"completion", completion_command, false},
    {"help", help_command, false},
    {"version", version_command, false},
}};

}  // namespace

const CommandEntry& find_command(std::string_view name) {
  for (const CommandEntry& command : table) {
    if (command.name == name) return command;
  }
  throw std::logic_error("no such command in the table");
}

}  // namespace sidetick
