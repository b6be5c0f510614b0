// What a schedule's expression is shown as.
#pragma once

#include <string>

#include "cli/output/ticks_text.h"
#include "core/schedule/schedule.h"

namespace sidetick {

/// A cron expression as it is, others with their key before them: `every 45m`. An instant is in
/// `style`.
std::string expression_text(const Schedule& schedule, TimeStyle style);

}  // namespace sidetick
