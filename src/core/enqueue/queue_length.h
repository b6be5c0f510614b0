// How many jobs a queue holds, as schedules with `max_backlog` ask.
//
// Note:    LLEN alone, and only where such a schedule has a tick due: no other run needs the right.
#pragma once

#include <string>

#include "core/plan/room.h"
#include "core/redis/keys.h"
#include "core/redis/pipeline.h"

namespace sidetick {

/// Asks how long `queue` is; a key of another type is left out. `lengths` must outlive the answer,
/// which throws for every reply that is no length.
void ask_length(const Keys& keys, const std::string& queue, Pipeline& pipeline,
                QueueLengths& lengths);

}  // namespace sidetick
