// Where a schedule meets a change of its zone's offset that fugit and sidetick take differently.
//
// Source:  core/schedule/ticks.h for sidetick. fugit's next_time walks real time: nothing in a gap;
//          in an hour that repeats, every time in both passes (a single one in the first alone, if
//          it is asked in the expression's own zone: sidekiq-cron asks in UTC).
#pragma once

#include <optional>
#include <string>

#include "core/cron/expression.h"
#include "core/time/zone.h"

namespace sidetick {

/// One line about the first such change in the two years from `now`; nothing when there is none.
std::optional<std::string> dst_difference(const CronExpr& expr, const Zone& zone, Instant now);

}  // namespace sidetick
