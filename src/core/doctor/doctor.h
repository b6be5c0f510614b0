// Looks at everything between a connection to Redis and the worker, in the order in which a job
// travels.
//
// Source:  sidetick(1), "doctor".
// Needs:   beside what a run needs, INFO, LLEN, LINDEX and SMEMBERS; what the user may not use is
//          not looked at, which is said.
// Costs:   some 30 round trips, and one a queue. Nothing is written.
#pragma once

#include "core/doctor/findings.h"
#include "core/doctor/request.h"

namespace sidetick {

/// Throws nothing that has to do with Redis: what goes wrong is a finding.
Findings examine_redis(const DoctorRequest& request);

}  // namespace sidetick
