// Finds a zone of the machine's tz database by its name: one open and read of one file.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/time/zone.h"

namespace sidetick {

/// The zone named `name` ("Europe/Copenhagen", "UTC", or "system" for the host's own), read once
/// in a process. Looks below $TZDIR, else /usr/share/zoneinfo. Throws std::invalid_argument with
/// one line that says what is wrong and what to do, with "did you mean" for a near miss.
std::shared_ptr<const Zone> find_zone(const std::string& name);

}  // namespace sidetick
