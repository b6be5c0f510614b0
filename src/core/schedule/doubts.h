// What of a schedule's expression is allowed, but perhaps not meant.
//
// Source:  sidetick.toml(5), "Warnings".
// Knows nothing of where it stands. The present time is handed in.
#pragma once

#include <string>

#include "core/cron/split.h"
#include "core/schedule/schedule.h"

namespace sidetick {

// Each says in one line what it means and what to write; "" when there is no doubt. `text` is of an
// expression that CronExpr has read.

/// `0 9 * * * *`: minute 9 of every hour, by somebody who added a star to `0 9 * * *`.
std::string six_fields_doubt(const CronText& text);

/// `* 9 * * *`: 60 times, where 9 o'clock was meant.
std::string every_minute_doubt(const CronText& text);

/// `0 0 1 * mon`: every first and every Monday.
std::string both_day_fields_doubt(const CronText& text);

/// `*/7 * * * *`: 56, and then 00.
std::string uneven_step_doubt(const CronText& text);

/// What is said of more than one tick in a minute, also by import.
inline constexpr const char* several_a_minute =
    "fires several times a minute: a run that is started once a minute enqueues them together, but "
    "one that stays does not: sidetick run --for 59s";

/// More than one tick in a minute.
std::string seconds_doubt(const Schedule& schedule);

/// A fixed time that the two years from `now` skip or repeat, with the dates.
std::string daylight_saving_doubt(const Schedule& schedule, Instant now);

/// True when the schedule, but for what it excludes, has no tick that `what` takes away.
bool is_idle_exclusion(const Schedule& schedule, const Exclusions& what);

}  // namespace sidetick
