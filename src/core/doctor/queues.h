// The queues of the file: how long each is, how long its oldest job waits, and whether a process
// takes it.
//
// Source:  the job's enqueued_at: float seconds of Sidekiq up to 7 and Exq, whole milliseconds of
//          Sidekiq 8. The worker's end of a list is its last element.
#pragma once

#include "core/doctor/workers.h"

namespace sidetick {

/// `now`: Redis' time. Throws NotAllowed, and what Redis::exchange throws.
Findings look_at_queues(Redis& redis, const DoctorRequest& request, const Workers& workers,
                        Instant now);

}  // namespace sidetick
