// A run that writes nothing: what it would refuse, skip or warn of.
//
// Source:  sidetick(1), "run", --dry-run. The words are those of the run.
#pragma once

#include <set>
#include <string>

#include "core/doctor/findings.h"
#include "core/doctor/request.h"

namespace sidetick {

/// `said`: keys that were found to be of the wrong type; what the run says of them is left out.
/// Throws what core/enqueue/run throws.
Findings rehearse_run(Redis& redis, const DoctorRequest& request,
                      const std::set<std::string>& said);

}  // namespace sidetick
