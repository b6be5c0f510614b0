// The names of time zones: which are safe to make a path of, which mean UTC, and what to say of
// one that is not there.
#pragma once

#include <string>
#include <vector>

namespace sidetick {

/// Where the zones' files are: $TZDIR, else /usr/share/zoneinfo.
std::string zone_folder();

/// All zones of the machine, in order of name; "UTC" alone when there is no folder of them.
std::vector<std::string> zone_names();

/// Which release of the tz database the machine has, "2025b"; "" when it does not say. Debian has it in
/// the first line of tzdata.zi, other systems in +VERSION.
std::string zone_data_version();

/// True for UTC and the names that have always meant the same: these need no file.
bool means_utc(const std::string& name);

/// False for what cannot be a zone's name: `..`, `/etc/passwd`, `Asia//Kolkata`, `right/…`.
bool is_zone_name(const std::string& name);

/// Throws std::invalid_argument for what is not a zone's name.
void refuse_unsafe_zone_name(const std::string& name);

/// Why there is no such zone, and what to do about it: looks at what zones there are.
std::string unknown_zone_message(const std::string& name);

}  // namespace sidetick
