// Schedules and instants as text, for tests.
#pragma once

#include <string>
#include <string_view>

#include "core/schedule/schedule.h"

namespace sidetick::test {

/// "2026-03-29 10:05:00" or "2026-03-29 10:05", UTC.
Instant at(std::string_view text);

/// An enabled schedule with a window of one hour, in UTC.
Schedule cron_schedule(const std::string& name, const std::string& expression);

}  // namespace sidetick::test
