#include "cli/options/command_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/text/quote.h"
#include "core/text/suggest.h"

namespace sidetick {

namespace {

constexpr std::array names{
    CommandName{"run", "enqueue every tick that is due, then exit"},
    CommandName{"backfill", "enqueue the ticks of a past range"},
    CommandName{"check", "is the configuration right? needs no Redis"},
    CommandName{"next", "print coming (or past) ticks; needs no Redis"},
    CommandName{"diff", "what a new file changes, as ticks; needs no Redis"},
    CommandName{"status", "what Redis knows of each schedule"},
    CommandName{"why", "what became of a tick, and where its job is now"},
    CommandName{"doctor", "does everything between here and the worker work?"},
    CommandName{"enable", "switch schedules on, for every host"},
    CommandName{"disable", "switch schedules off, for every host"},
    CommandName{"trigger", "enqueue one job now, outside the schedule"},
    CommandName{"forget", "drop what Redis holds of a schedule, but not its ledger"},
    CommandName{"import",
                "print a configuration made from what another scheduler has in Redis or a file"},
    CommandName{"completion", "print a script that completes sidetick's command line"},
    CommandName{"help", "print this, or the page of a command"},
    CommandName{"version", "print the version"},
};

}  // namespace

std::span<const CommandName> command_names() {
  return names;
}

void expect_command(std::string_view name) {
  std::vector<std::string_view> known;
  known.reserve(names.size());
  for (const CommandName& command : names) known.push_back(command.name);
  if (std::ranges::find(known, name) != known.end()) return;
  const std::string meant = did_you_mean(name, known);
  throw Error(Exit::usage,
              "unknown command " + quote(name) + (meant.empty() ? ": see sidetick --help" : meant));
}

}  // namespace sidetick
