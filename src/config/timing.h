// When a schedule fires: its cron, every or at, and its zone.
#pragma once

#include "config/toml/source_text.h"
#include "config/toml/table_reader.h"
#include "core/schedule/schedule.h"

namespace sidetick {

/// Reads cron, every, anchor, at and time_zone. `schedule.zone` is set to what holds when there is
/// no time_zone; the expression may name another.
void read_timing(const TableReader& table, TextLines& lines, Schedule& schedule);

/// Reads time_zone alone, when there is one.
void read_time_zone(const TableReader& table, std::shared_ptr<const Zone>& zone);

}  // namespace sidetick
