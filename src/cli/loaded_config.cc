#include "cli/loaded_config.h"

#include <algorithm>

#include "cli/problems.h"
#include "config/paths.h"
#include "core/error.h"
#include "core/text/json.h"
#include "core/text/suggest.h"

namespace sidetick {

namespace {

void expect_known(const Config& config, const std::string& name, const std::string& option) {
  const auto& known = config.schedule_names;
  if (std::ranges::find(known, name) != known.end()) return;
  throw Error(Exit::usage, option + " " + json_string(name) + ": no schedule has this name" +
                               did_you_mean_or_list(name, known));
}

}  // namespace

Config load_reported(const Options& options, const Report& report, Absent absent,
                     const SettingsKnown& known) {
  Config config = load_config(config_paths(options.config_paths), absent, Empty::refused, known);
  report_problems(config, report);
  return config;
}

Config load_with_problems(const std::vector<std::string>& paths, Absent absent) {
  try {
    return load_config(config_paths(paths), absent);
  } catch (const Error& error) {
    Config none;
    none.problems.push_back({"", 0, 0, error.what()});
    none.unusable = true;
    return none;
  }
}

std::string unknown_name_text(const std::string& command, const std::string& name) {
  return command + " " + json_string(name) +
         ": no schedule has this name, neither in the configuration nor in Redis";
}

std::vector<std::string> known_names(const Config& config, const std::set<std::string>& in_redis) {
  std::vector<std::string> known = config.schedule_names;
  std::ranges::sort(known);
  known.insert(known.end(), in_redis.begin(), in_redis.end());
  return known;
}

std::vector<std::string> distinct(const std::vector<std::string>& names) {
  std::vector<std::string> result;
  for (const auto& name : names) {
    if (std::ranges::find(result, name) == result.end()) result.push_back(name);
  }
  return result;
}

void select_schedules(Config& config, const std::vector<std::string>& names,
                      const std::string& option) {
  if (names.empty()) return;
  for (const auto& name : names) expect_known(config, name, option);
  std::erase_if(config.schedules, [&](const Schedule& schedule) {
    return std::ranges::find(names, schedule.name) == names.end();
  });
}

}  // namespace sidetick
