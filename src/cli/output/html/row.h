// What a page shows of a schedule, or of an expression of the command line.
#pragma once

#include <string>
#include <vector>

#include "cli/output/html/tick_runs.h"

namespace sidetick {

/// A tick of a fixed time that daylight saving skips, in the schedule's own zone.
struct MovedTick {
  Instant tick;
  WallClock skipped;
};

struct PageRow {
  std::string name;        ///< of the schedule, or the expression
  std::string timing;      ///< "0 9 * * *", "every 45m"
  std::string zone;        ///< the name of its own zone
  std::string queue;       ///< "" for an expression
  std::string class_name;  ///< likewise
  bool enabled = true;
  TickRuns ticks;
  std::vector<MovedTick> moved;
};

/// True for the page of an expression, which has no queue, no class and no jobs.
inline bool is_expression(const std::vector<PageRow>& rows) {
  return rows.size() == 1 && rows.front().queue.empty();
}

}  // namespace sidetick
