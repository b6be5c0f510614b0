// Reads the configuration: TOML files -> settings and schedules, or a list of all that is wrong.
//
// Source:  sidetick.toml(5). All of toml++ is behind this file.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "config/config.h"
#include "config/toml/watched_files.h"

namespace sidetick {

/// Whether a configuration may be without any schedule, and a folder without any file.
enum class Empty { refused, allowed };

/// Called with the settings before the schedules are read, unless something is wrong by then.
using SettingsKnown = std::function<void(const Settings&)>;

/// Reads all files of `paths` (a directory means its *.toml, in order of name). Does not throw for
/// what is wrong in them: see Config::problems.
Config load_config(const std::vector<std::string>& paths, Absent absent = Absent::refused,
                   Empty empty = Empty::refused, const SettingsKnown& known = {});

/// The same for a program that stays: `watched` notes what is read, and has what came through pipes
/// the last time.
Config load_config(const std::vector<std::string>& paths, WatchedFiles& watched);

/// Reads `text` as the one file of a configuration.
Config load_config_text(const std::string& text);

/// Reads the settings alone, and what is wrong with them: schedules may be missing. No `paths`: the
/// settings of a configuration without a word, with $REDIS_URL.
Config load_settings(const std::vector<std::string>& paths);

}  // namespace sidetick
