// The configuration as the commands take it: loaded, its problems reported, its schedules chosen.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "cli/options/options.h"
#include "config/config.h"
#include "config/load.h"
#include "io/host/report.h"

namespace sidetick {

/// Loads what `options` names and reports all that is wrong with it. Warnings are for check alone.
Config load_reported(const Options& options, const Report& report, Absent absent = Absent::refused,
                     const SettingsKnown& known = {});

/// Loads `paths`, or what is found without them. That there is none to be found is a problem like
/// those in it; nothing is reported.
Config load_with_problems(const std::vector<std::string>& paths, Absent absent);

/// `forget "reprot": no schedule has this name, neither in the configuration nor in Redis`
std::string unknown_name_text(const std::string& command, const std::string& name);

/// The names of `config`, sorted, and then those `in_redis`.
std::vector<std::string> known_names(const Config& config, const std::set<std::string>& in_redis);

/// `names` in their order, each once.
std::vector<std::string> distinct(const std::vector<std::string>& names);

/// Keeps the schedules of `names` alone (all of them when it is empty). Throws Error(Exit::usage)
/// for a name that is not in the configuration; `option` is where the names came from.
void select_schedules(Config& config, const std::vector<std::string>& names,
                      const std::string& option);

}  // namespace sidetick
