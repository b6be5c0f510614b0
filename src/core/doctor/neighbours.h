// Other files in the same namespace, and schedules that look renamed.
//
// Source:  sidetick(7), "Change": the cursors, of which each names another schedule of its file, and
//          carries the fingerprints of its form and of what was published.
#pragma once

#include "core/doctor/findings.h"
#include "core/doctor/request.h"

namespace sidetick {

/// Throws NotAllowed, and what Redis::exchange throws.
Findings look_at_neighbours(Redis& redis, const DoctorRequest& request);

}  // namespace sidetick
