// The configuration of a run that stays: read again when a file of it has changed.
//
// Source:  sidetick(1), --for.
// Wrong:   one that cannot be used is reported, and the last right one goes on. A schedule that is
//          wrong is left out, as in any run.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/options/options.h"
#include "config/config.h"
#include "config/toml/watched_files.h"
#include "core/error.h"
#include "io/host/report.h"

namespace sidetick {

class ReloadedConfig {
 public:
  /// Loads it, and reports what is wrong. Throws Error when there is none; see is_usable.
  ReloadedConfig(const Options& options, const Report& report);

  /// Looks whether something has changed, and if so reads all of it. False when nothing has.
  bool renew();

  /// False when it was wrong at first: then there is none to go on with.
  bool is_usable() const { return !config_.unusable; }
  const Config& config() const { return config_; }

  /// What the files as they are now come to: Exit::ok, unless an older configuration goes on.
  Exit standing() const { return standing_; }

 private:
  /// Each path that was given or found, and the files that it stands for.
  using Listing = std::map<std::string, std::vector<std::string>>;

  Listing list() const;
  Config load();

  const Options& options_;
  const Report& report_;
  WatchedFiles watched_;
  Listing listing_;
  Config config_;
  Exit standing_ = Exit::ok;
};

}  // namespace sidetick
