// What sidekiq-scheduler's web page shows of a schedule: the entry of the `schedules` hash.
//
// Source:  sidekiq-scheduler's README and lib/sidekiq-scheduler/job_presenter.rb: a JSON object
//          with class, cron or every or at, queue, args, description and enabled.
// Caveat:  a UTC expression is published as written. A sidekiq-scheduler that is set to
//          `dynamic: true` reads it in its own process' zone.
#pragma once

#include <string>

#include "core/schedule.h"

namespace sidetick {

/// The JSON object published for `schedule`.
std::string published_json(const Schedule& schedule);

}  // namespace sidetick
