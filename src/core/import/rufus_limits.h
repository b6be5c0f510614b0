// The first and the last time of a schedule, as options of rufus-scheduler.
//
// Source:  rufus-scheduler 3.9, lib/rufus/scheduler/jobs_repeat.rb. A tick at the last time does not
//          fire. The first time is a tick, also of a cron line that does not match it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "core/import/imported_schedule.h"
#include "core/time/instant.h"

namespace sidetick {

struct RufusLimits {
  std::optional<Instant> first, last;
};

/// Takes what is an instant out of `options`, an object: what counts from the start of the process,
/// and a time of a zone that is not said, stays there.
RufusLimits take_rufus_limits(nlohmann::json& options, const ImportContext& context);

}  // namespace sidetick
