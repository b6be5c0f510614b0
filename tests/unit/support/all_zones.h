// Every zone of the machine, its changes from 1970 to 2100, and the two opinions on the ticks
// around each of them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/time/zone.h"

namespace sidetick {

/// The names of all zone files below the zone folder; of those with the same bytes only one.
std::vector<std::string> all_zone_names();

/// The instants from 1970 to 2100 at which the offset changes.
std::vector<Instant> changes(const Zone& zone);

/// Makes the C library use the zone from here on; it then says what the offset is.
void use_c_library_zone(const std::string& name);
Seconds c_library_offset(Instant instant);

/// The first instant, looked at every six hours and around each change, at which the C library has
/// another offset for the zone in use; "" when there is none.
std::string differing_offset(const Zone& zone);

/// Compares the ticks of all test expressions around `instant` with a walk over every minute, from
/// a day before on and from `start` on. Returns what differs, "" when nothing does. The zone must
/// be in use by the C library.
std::string differing_ticks(const Zone& zone, Instant instant, Instant start);

}  // namespace sidetick
