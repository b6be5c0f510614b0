#include "cli/options/command_names.h"

#include <array>

namespace sidetick {

namespace {

constexpr std::array names{
    CommandName{"run", "enqueue every tick that is due, then exit"},
    CommandName{"backfill", "enqueue the ticks of a past range"},
    CommandName{"check", "is the configuration right? needs no Redis"},
    CommandName{"next", "print coming (or past) ticks; needs no Redis"},
    CommandName{"status", "what Redis knows of each schedule"},
    CommandName{"enable", "switch schedules on, for every host"},
    CommandName{"disable", "switch schedules off, for every host"},
    CommandName{"trigger", "enqueue one job now, outside the schedule"},
    CommandName{"forget", "drop what Redis holds of a schedule, but not its ledger"},
    CommandName{"import", "print a configuration made from what another scheduler left in Redis"},
    CommandName{"completion", "print a script that completes sidetick's command line"},
};

}  // namespace

std::span<const CommandName> command_names() {
  return names;
}

}  // namespace sidetick
