// The configuration as the commands take it: loaded, its problems reported, its schedules chosen.
#pragma once

#include <string>
#include <vector>

#include "cli/options/options.h"
#include "config/config.h"
#include "io/host/report.h"

namespace sidetick {

/// Loads what `options` names and reports all that is wrong with it. Warnings are for check alone.
Config load_reported(const Options& options, const Report& report, Absent absent = Absent::refused);

/// Keeps the schedules of `names` alone (all of them when it is empty). Throws Error(Exit::usage)
/// for a name that is not in the configuration; `option` is where the names came from.
void select_schedules(Config& config, const std::vector<std::string>& names,
                      const std::string& option);

}  // namespace sidetick
