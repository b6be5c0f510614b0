// The host's clock.
#pragma once

#include "core/time/instant.h"

namespace sidetick {

/// What time it is, by this host.
ClockTime host_clock();

}  // namespace sidetick
