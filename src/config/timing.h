// When a schedule fires: its cron, every or at, and its zone.
#pragma once

#include "config/toml/source_text.h"
#include "config/toml/table_reader.h"
#include "core/schedule/schedule.h"

namespace sidetick {

/// Reads cron, every, anchor, at and time_zone. `schedule.zone` is set to what holds when there is
/// no time_zone; the expression may name another.
void read_timing(const TableReader& table, TextLines& lines, Schedule& schedule);

/// The instant at `key`: a date-time, or the beginning of a date in `zone`. Nothing when it is
/// neither, which is reported.
std::optional<Instant> read_instant_or_date(const TableReader& table, std::string_view key,
                                            const Zone& zone);

/// Reads time_zone alone, when there is one.
void read_time_zone(const TableReader& table, std::shared_ptr<const Zone>& zone);

}  // namespace sidetick
