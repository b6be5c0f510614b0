// What holds for the schedules of all files, and what has to fit together in it.
//
// Knows nothing of TOML.
#pragma once

#include <memory>
#include <string>

#include "config/config.h"
#include "core/time/zone.h"

namespace sidetick {

/// What holds for the schedules of all files.
struct FileDefaults {
  Settings settings;
  std::shared_ptr<const Zone> zone = Zone::utc();
  Seconds window = std::chrono::hours{1};
  std::string written_window = "1h";  ///< the same, as it is written
};

/// What is said when the ledger would not remember a whole window, both as they are written.
std::string shorter_history(const std::string& history, const std::string& window);

}  // namespace sidetick
