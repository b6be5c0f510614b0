#include "cli/reloaded_config.h"

#include <stdexcept>
#include <utility>

#include "cli/loaded_config.h"
#include "cli/problems.h"
#include "config/load.h"
#include "config/paths.h"

namespace sidetick {

namespace {

std::vector<std::string> files_of(const std::string& path) {
  try {
    return config_files(path);
  } catch (const std::runtime_error& error) {
    return {error.what()};
  }
}

}  // namespace

ReloadedConfig::ReloadedConfig(const Options& options, const Report& report)
    : options_(options), report_(report), config_(load()) {}

bool ReloadedConfig::renew() {
  if (!watched_.have_changed() && list() == listing_) return false;
  report_.info("the configuration has changed: it is read again");
  try {
    Config config = load();
    standing_ = config.unusable ? Exit::config : Exit::ok;
    if (!config.unusable) config_ = std::move(config);
  } catch (const Error& error) {
    report_.error(error.what());
    standing_ = error.exit;
  }
  if (standing_ != Exit::ok) {
    report_.warning("the configuration cannot be used as it is now: the last right one goes on");
  }
  return true;
}

ReloadedConfig::Listing ReloadedConfig::list() const {
  Listing listing;
  for (const auto& path : find_config_paths(options_.config_paths)) {
    listing.emplace(path, files_of(path));
  }
  return listing;
}

/// Listed first: what comes while it is read is found the next time.
Config ReloadedConfig::load() {
  listing_ = list();
  Config config = load_config(config_paths(options_.config_paths), watched_);
  report_problems(config, report_);
  if (!config.unusable) select_schedules(config, options_.names, "--only");
  return config;
}

}  // namespace sidetick
