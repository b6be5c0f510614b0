// The zone of this host: `time_zone = "system"`.
//
// Source:  tzset(3) and localtime(5). $TZ decides where it is set: a name or path of a file, with
//          or without a colon before it; else a rule (POSIX.1-2024 section 8.3); "" is UTC. Without
//          it /etc/localtime does, and without that the zone is UTC.
// Differs: what glibc cannot read in $TZ is UTC to it, without a word; here it is an error, and so
//          is a rule with summer time that does not say when (glibc takes the days of the USA).
// Names:   of a file only its data count. A name is a zone's own where the file of that name has
//          the same data: containers mount the host's file over a link that says "Etc/UTC". Without
//          a name a zone that keeps one offset is called so, "+05:30", which fugit reads as well;
//          any other "system".
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/time/zone.h"

namespace sidetick {

/// Where a host says which zone it is in.
struct HostZone {
  std::optional<std::string> tz;  ///< $TZ
  std::string localtime = "/etc/localtime";
  std::string timezone = "/etc/timezone";  ///< Debian's: the name on a line
};

/// Throws std::invalid_argument with one line that names $TZ or the file, what is wrong with it
/// and what to do.
std::shared_ptr<const Zone> read_host_zone(const HostZone& host);

/// As read_host_zone, of the host that this runs on.
std::shared_ptr<const Zone> system_zone();

}  // namespace sidetick
