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
};

/// What is said when the ledger would not remember a whole window.
std::string shorter_history(Seconds history, Seconds window);

}  // namespace sidetick
