// What `status` prints: a table for people, one JSON document for programs.
//
// Source:  sidetick(1).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/output/suggested_command.h"
#include "cli/output/ticks_text.h"
#include "core/admin/status.h"

namespace sidetick {

/// How far to go with a terminal.
struct TextLook {
  std::optional<std::size_t> width;  ///< none: nothing is cut
  bool colour = false;
  bool wide = false;  ///< also where runs have got to, and since when the ledgers are complete
  TimeStyle times = TimeStyle::programs;
};

/// A line for each schedule, then what was dropped, what is gone, and what Redis knows but the file
/// does not.
std::string status_text(const StatusRequest& request, const Status& status, const TextLook& look,
                        const SuggestedBackfill& backfill);

/// One JSON document and a newline; its shape is in sidetick(1).
std::string status_json(const StatusRequest& request, const Status& status);

/// What there is to worry about: `schedule "report": its cursor …`.
std::vector<StatusProblem> status_problems(const StatusRequest& request, const Status& status);

/// `the run of 2026-03-29T01:00:00Z, 34 min ago`
std::string run_text(Instant at, Instant now);

/// True when a run has dropped ticks within dropped_alarm.
bool lately_dropped(const ScheduleStatus& status, Instant now);

}  // namespace sidetick
