// Jobs of sidekiq-cron: hashes of strings, some of them JSON.
//
// Source:  sidekiq-cron/sidekiq-cron, lib/sidekiq/cron/job.rb.
#pragma once

#include "core/import/found.h"
#include "core/import/imported_schedule.h"

namespace sidetick {

/// A job of sidekiq-cron.
ImportedSchedule import_cron_job(const CronJob& job, const ImportContext& context);

}  // namespace sidetick
