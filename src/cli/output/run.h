// What `run` prints of its result: lines for people, one JSON document for programs.
//
// Source:  sidetick(1).
#pragma once

#include <string>

#include "cli/options/options.h"
#include "core/enqueue/run.h"

namespace sidetick {

/// A line for each tick: `enqueued report 2026-03-29T01:00:00Z jid=… queue=default`.
std::string run_lines(const RunRequest& request, const RunResult& result);

/// Why the schedules that have nothing to enqueue have not, a line for each: for a dry run.
std::string idle_lines(const RunRequest& request, const RunResult& result);

struct RunFigures {
  int round_trips;
  Milliseconds duration;
};

/// `{"now":…,"enqueued":[…],"skipped":[…],"round_trips":…,"conflicts":…,"duration_ms":…}` and a
/// newline.
std::string run_json(const RunRequest& request, const RunResult& result, const RunFigures& figures);

/// A warning for each range of ticks that is older than the window, with the backfill command.
std::vector<std::string> dropped_warnings(const Options& options, const RunRequest& request,
                                          const RunResult& result);

}  // namespace sidetick
