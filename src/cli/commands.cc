#include "cli/commands.h"

#include <array>
#include <stdexcept>

namespace sidetick {

namespace {

constexpr std::array table{
    Subcommand{"run", "enqueue every tick that is due, then exit", run_command},
    Subcommand{"backfill", "enqueue the ticks of a past range", backfill_command},
    Subcommand{"check", "is the configuration right? needs no Redis", check_command},
    Subcommand{"next", "print coming (or past) ticks; needs no Redis", next_command},
    Subcommand{"status", "what Redis knows of each schedule", status_command},
    Subcommand{"enable", "switch schedules on, for every host", enable_command},
    Subcommand{"disable", "switch schedules off, for every host", disable_command},
    Subcommand{"trigger", "enqueue one job now, outside the schedule", trigger_command},
    Subcommand{"import", "print a configuration made from what another scheduler left in Redis",
               import_command},
    Subcommand{"completion", "print a script that completes sidetick's command line",
               completion_command},
};

}  // namespace

std::span<const Subcommand> subcommands() {
  return table;
}

const Subcommand& find_subcommand(std::string_view name) {
  for (const Subcommand& command : table) {
    if (command.name == name) return command;
  }
  throw std::logic_error("no such command in the table");
}

}  // namespace sidetick
