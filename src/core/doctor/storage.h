// Whether what is enqueued stays: memory, disk and replicas, as INFO tells of them.
//
// Source:  INFO, sections Memory, Persistence, Replication and Server. INFO does not tell whether RDB
//          is set up, only what was saved since the server began.
#pragma once

#include "core/doctor/findings.h"
#include "core/doctor/info.h"

namespace sidetick {

/// `min_replicas`: what [redis] asks for.
Findings look_at_storage(const Info& info, int min_replicas);

}  // namespace sidetick
