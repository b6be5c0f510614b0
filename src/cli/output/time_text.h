// An instant as people read it: on the wall clock of a zone, and in UTC beside it.
//
// Source:  sidetick(1), "DESCRIPTION". Pipes, logs and JSON have format_instant instead.
#pragma once

#include <string>

#include "core/time/instant.h"
#include "core/time/zone.h"

namespace sidetick {

/// "Mon 2026-11-30 09:00 +05:30", with seconds where they are not 0; "… 09:00 UTC" where there is
/// no offset.
std::string wall_text(Instant instant, const Zone& zone);

/// " (03:30 UTC)", with the day of the week where it is another one: " (Sun 20:30 UTC)"; "" where
/// there is no offset.
std::string utc_text(Instant instant, const Zone& zone);

/// "Mon 2026-11-30 09:00 +05:30 (03:30 UTC)"
std::string time_text(Instant instant, const Zone& zone);

/// "in 19 h", "19 h ago", "now"
std::string distance_text(Instant instant, Instant now);

}  // namespace sidetick
