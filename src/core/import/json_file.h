// Schedules from the file of an application, YAML made JSON, in the form in which Redis would have them.
//
// Source:  sidekiq-scheduler/sidekiq-scheduler: lib/sidekiq-scheduler/sidekiq_adapter.rb and config.rb
//          (scheduler, schedule in sidekiq.yml; schedule alone in releases before that), schedule.rb (the
//          schedule alone, for Sidekiq.schedule=).
//          sidekiq-cron/sidekiq-cron: lib/sidekiq/cron/schedule_loader.rb, job.rb (load_from_hash,
//          load_from_array, initialize, parse_args, to_hash).
// What each schedule means is read where that of Redis is.
#pragma once

#include <string>
#include <string_view>

#include "core/import/found.h"

namespace sidetick {

/// The schedules of `program`, sidekiq-scheduler or sidekiq-cron, in `text`. Throws Error when it is
/// not JSON, or not of the form that the program reads; `file` is named in that, and in what is found.
ImportFound read_json_file(std::string_view text, Program program, const std::string& file);

}  // namespace sidetick
