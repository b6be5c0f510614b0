// A time on the command line, and the zone it is read in.
//
// Source:  sidetick(1), T in "DESCRIPTION".
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/time/instant.h"
#include "core/time/zone.h"

namespace sidetick {

/// Reads a time as the manual defines T: RFC 3339, a wall-clock time (read in `zone`), `now`,
/// `today` and `yesterday` (the beginning of that day in `zone`), `@EPOCH`, or a distance from now:
/// `-2h`, `2h ago`, `+30d`. Throws Error(Exit::usage) that names `option`.
Instant parse_time_option(const std::string& option, const std::string& text, const Zone& zone,
                          Instant now);

/// --now as typed: none when it is "".
std::optional<Instant> now_option(const std::string& text);

/// --zone as typed: UTC when it is "". Throws Error(Exit::usage).
std::shared_ptr<const Zone> zone_option(const std::string& name);

/// The zone called `name`. Throws Error(Exit::usage) that says `where` it stands: `--zone "Mars"`.
std::shared_ptr<const Zone> named_zone(const std::string& where, const std::string& name);

}  // namespace sidetick
