// missed_jobs_window: how far back missed ticks are still enqueued.
#pragma once

#include "config/defaults.h"
#include "config/toml/table_reader.h"
#include "core/schedule/schedule.h"

namespace sidetick {

/// The window of `table`, also unlimited_window; nothing when the key is absent, and when its value
/// is wrong, which is reported.
std::optional<Seconds> read_window(const TableReader& table);

/// Reads the window of `table`, where it has one, into `schedule`.
void read_window(const TableReader& table, Schedule& schedule);

/// Reports a window of the table's own that is longer than the ledger remembers.
void expect_history(const TableReader& table, const Schedule& schedule, const FileDefaults& wide);

/// Reports an unlimited window of a schedule that fires more than once.
void expect_once(const TableReader& table, const Schedule& schedule);

/// Reports an unlimited window at the top of a file.
void refuse_unlimited(const TableReader& top);

}  // namespace sidetick
