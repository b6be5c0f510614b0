// When a schedule does not fire: start, end and exclude.
//
// Source:  sidetick.toml(5): exclude = ["2026-12-25", "2026-12-24..2027-01-02", "sat", "@holidays"].
#pragma once

#include "config/calendars.h"
#include "config/config.h"
#include "config/toml/table_reader.h"
#include "core/schedule/schedule.h"

namespace sidetick {

/// What the table's `exclude` has; null when it has none.
ExcludedItems read_exclude(const TableReader& table, const Calendars& calendars);

/// Reads start and end, and puts all limits of the timing together. An anchor is a start, too.
void read_limits(const TableReader& table, const ExcludedItems& items, Schedule& schedule);

/// Reports a schedule that its limits leave no tick.
void expect_some_tick(const TableReader& table, const Schedule& schedule);

}  // namespace sidetick
