// What doctor has found, for people and as JSON.
//
//   ok       server      Redis 7.0.15
//   warning  queue       "reprots": 12 jobs, the oldest for 3 h; no process takes it
//                        -> name a queue that is taken, or start a worker with -q reprots
//   failure  commands    ZADD "exq:…": the ACL of this user does not allow it
//   unknown  persistence not looked at: …
//   12 ok, 1 warning, 1 failure, 1 unknown
//
// Knows nothing of how it was found.
#pragma once

#include <string>

#include "core/doctor/findings.h"
#include "core/time/instant.h"

namespace sidetick {

/// `quiet`: failures alone, and no sum. Advice that several findings share stands behind the last.
std::string doctor_text(const Findings& findings, bool colour, bool quiet);

/// `redis`: its address, without a password; "" when it is not known.
std::string doctor_json(const Findings& findings, const std::string& redis, Instant now);

}  // namespace sidetick
