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

/// Whether a zone may be read from `path`: a regular file, or a link to one.
bool is_zone_file(const std::string& path);

/// The file's bytes. Throws std::invalid_argument: "PATH cannot be read: …".
std::string read_zone_bytes(const std::string& path);

/// The zone of which `bytes` are the file at `path`, called `name`. Throws std::invalid_argument:
/// "PATH is not a time zone file: …".
std::shared_ptr<const Zone> zone_of_bytes(const std::string& name, const std::string& bytes,
                                          const std::string& path);

}  // namespace sidetick
