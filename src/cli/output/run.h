// What `run` prints of its result: lines for people, one JSON document for programs.
//
// Source:  sidetick(1).
#pragma once

#include <string>

#include "cli/options/options.h"
#include "cli/output/ticks_text.h"
#include "core/enqueue/run.h"

namespace sidetick {

/// A line for each tick: `enqueued report 2026-03-29T01:00:00Z jid=… queue=default`, and for ticks
/// that are skipped or wait for room. For people, where there are many ticks, a line for each
/// schedule.
std::string run_lines(const RunRequest& request, const RunResult& result, TimeStyle style);

/// Why the schedules that have nothing to enqueue have not, a line for each: for a dry run.
std::string idle_lines(const RunRequest& request, const RunResult& result, TimeStyle style);

/// `nothing due; next: report Mon 2026-11-30 09:00 UTC, in 19 h`: for a person who waits for it.
std::string next_line(const RunRequest& request, const RunResult& result);

struct RunFigures {
  int round_trips;
  Milliseconds duration;
};

/// `enqueued 3 ticks, skipped 1, 3 round trips, 2 ms`, without an end of line.
std::string run_sum(const RunRequest& request, const RunResult& result, const RunFigures& figures);

/// What the lines say, as events; the sum is one with -v.
void report_events(const RunRequest& request, const RunResult& result, const Report& report);

/// `{"now":…,"enqueued":[…],"skipped":[…],"waiting":[…],"round_trips":…,"conflicts":…,
/// "duration_ms":…}` and a newline.
std::string run_json(const RunRequest& request, const RunResult& result, const RunFigures& figures);

/// Warns of each range of ticks that is dropped, with the backfill command that enqueues it.
void warn_of_dropped(const Options& options, const RunRequest& request, const RunResult& result,
                     const Report& report);

}  // namespace sidetick
