// A time on the command line.
//
// Source:  sidetick(1), T in "DESCRIPTION".
#pragma once

#include <string>

#include "core/time/instant.h"
#include "core/time/zone.h"

namespace sidetick {

/// Reads a time as the manual defines T: RFC 3339, a wall-clock time (read in `zone`), `now`, or a
/// relative `-2h`. Throws Error(Exit::usage) that names `option`.
Instant parse_time_option(const std::string& option, const std::string& text, const Zone& zone,
                          Instant now);

}  // namespace sidetick
