// What a schedule's expression is shown as.
#pragma once

#include <string>

#include "cli/output/ticks_text.h"
#include "core/schedule/schedule.h"

namespace sidetick {

/// The key that the expression stands behind: "cron", "every" or "at".
const char* timing_key(const Timing& timing);

/// A cron expression as it is, others with their key before them: `every 45m`. An instant is in
/// `style`.
std::string expression_text(const Schedule& schedule, TimeStyle style);

}  // namespace sidetick
