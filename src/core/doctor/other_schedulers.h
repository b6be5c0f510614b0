// Schedules that sidekiq-cron, exq-scheduler or sidekiq-scheduler still have, beside ours.
//
// Source:  core/import/found, which says where each keeps its own. sidekiq-scheduler shares the ledger
//          of a schedule of the same name, so that nothing comes twice; the others do not.
#pragma once

#include "core/doctor/findings.h"
#include "core/doctor/request.h"

namespace sidetick {

/// `now`: Redis' time. Throws NotAllowed, what find_imports throws, and what Redis::exchange throws.
Findings look_at_cron_jobs(Redis& redis, const DoctorRequest& request);
Findings look_at_page_entries(Redis& redis, const DoctorRequest& request, Instant now);

}  // namespace sidetick
