#include "cli/commands.h"

#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace sidetick {

namespace {

constexpr std::array<std::pair<std::string_view, CommandFunction>, 11> table{{
    {"run", run_command},
    {"backfill", backfill_command},
    {"check", check_command},
    {"next", next_command},
    {"status", status_command},
    {"enable", enable_command},
    {"disable", disable_command},
    {"trigger", trigger_command},
    {"forget", forget_command},
    {"import", import_command},
    {"completion", completion_command},
}};

}  // namespace

CommandFunction find_command(std::string_view name) {
  for (const auto& [each, command] : table) {
    if (each == name) return command;
  }
  throw std::logic_error("no such command in the table");
}

}  // namespace sidetick
