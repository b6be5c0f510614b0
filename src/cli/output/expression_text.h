// What a schedule's expression is shown as.
#pragma once

#include <string>

#include "cli/output/ticks_text.h"
#include "core/schedule/schedule.h"

namespace sidetick {

/// A cron expression with what each H in it became; "" when it has none.
std::string hashed_expression(const Schedule& schedule);

/// A cron expression as it is, and beside one with an H what that became; others with their key
/// before them: `every 45m`. An instant is in `style`.
std::string expression_text(const Schedule& schedule, TimeStyle style);

}  // namespace sidetick
