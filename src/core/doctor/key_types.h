// Whether each key that exists holds a value of the type that sidetick needs.
//
// Source:  sidetick(7), "Redis keys". TYPE alone is asked.
#pragma once

#include <set>
#include <string>

#include "core/doctor/findings.h"
#include "core/doctor/request.h"

namespace sidetick {

struct KeysLook {
  Findings findings;
  std::set<std::string> wrong;  ///< keys of another type
};

/// Throws what Redis::exchange throws.
KeysLook look_at_keys(Redis& redis, const DoctorRequest& request);

}  // namespace sidetick
