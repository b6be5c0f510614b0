// Entries of the hash `schedules`: sidekiq-scheduler's and exq-scheduler's.
//
// Source:  sidekiq-scheduler's scheduler.rb and utils.rb; exq-scheduler's schedule.ex.
#pragma once

#include <string>

#include "core/import/found.h"
#include "core/import/imported_schedule.h"

namespace sidetick {

/// An entry of the hash `schedules`, written by `program`, sidekiq-scheduler or exq-scheduler.
ImportedSchedule import_entry(const std::string& name, const std::string& text, Program program,
                              const ImportFound& found, const ImportContext& context);

}  // namespace sidetick
