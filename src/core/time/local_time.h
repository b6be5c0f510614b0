// The instant that a wall-clock time of a zone stands for.
//
// Source:  sidetick(7), "Daylight saving", on fixed times.
#pragma once

#include "core/time/instant.h"
#include "core/time/zone.h"

namespace sidetick {

/// A time that occurs twice is the first of the two; one that is skipped is the first instant after
/// the gap.
Instant instant_of(const Zone& zone, WallClock wall);

}  // namespace sidetick
