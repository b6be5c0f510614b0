// What sidekiq-scheduler's web page shows of a schedule: the entry of the `schedules` hash.
//
// Source:  sidekiq-scheduler's README and lib/sidekiq-scheduler/job_presenter.rb: a JSON object
//          with class, cron or every or at, queue, args, description and enabled. What more it
//          holds is what the button "Enqueue now" is to push (enqueue_job, sanitize_job_config of
//          that program): retry, include_metadata and the further keys of the job.
// Caveat:  a UTC expression is published as written. A sidekiq-scheduler that is set to
//          `dynamic: true` reads it in its own process' zone. What the button cannot push is in
//          core/job/page_args.
#pragma once

#include <string>

#include "core/schedule/schedule.h"

namespace sidetick {

/// Appends the JSON object published for `schedule`.
void append_web_entry(std::string& out, const Schedule& schedule);

/// The JSON object published for `schedule`.
std::string web_entry_json(const Schedule& schedule);

}  // namespace sidetick
