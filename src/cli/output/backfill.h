// What `backfill` prints of its result, and how it says to go on.
//
// Source:  sidetick(1).
#pragma once

#include <optional>
#include <string>

#include "cli/options/options.h"
#include "cli/output/ticks_text.h"
#include "core/backfill/backfill.h"

namespace sidetick {

struct MissedLook;

/// How a backfill came to its end.
struct BackfillSummary {
  std::optional<Instant> next;  ///< the first tick that is not dealt with; none when all are
  Milliseconds duration;
  const MissedLook* missed = nullptr;  ///< in a dry run that has looked
  /// Of how many schedules nothing was missed; none when the range is not through.
  std::optional<std::size_t> nothing_missed{};
};

/// Tells, a line for each schedule with ticks: `enqueued report 1437 ticks 2026-03-01T00:00:00Z to
/// 2026-03-01T23:59:00Z, 3 already enqueued, queue=default`.
void tell_backfilled(const BackfillRequest& request, const BackfillResult& result, TimeStyle style,
                     const Report& report);
/// The line of one schedule, of which `count` is told.
void tell_backfilled(const BackfillRequest& request, std::size_t schedule,
                     const BackfillCount& count, TimeStyle style, const Report& report);

/// `enqueued 1437 ticks, 3 already enqueued, in 2 s`; in a dry run `would enqueue 3 ticks, 21 already
/// enqueued; nothing was missed of 12 other schedules`
std::string backfill_total(const BackfillRequest& request, const BackfillResult& result,
                           const BackfillSummary& summary);

/// One JSON document and a newline; its shape is in sidetick(1).
std::string backfill_json(const BackfillRequest& request, const BackfillResult& result,
                          const BackfillSummary& summary);

/// `3 schedules are disabled and left out: "a", "b", "c"; …`; none when there are none.
std::optional<std::string> disabled_warning(const BackfillRequest& request,
                                            const BackfillResult& result);

/// ` --from … --to …` and what else the backfill was given, but --force; `limit` in place of its.
std::string backfill_options(const Options& options, Instant from, Instant to,
                             std::optional<std::size_t> limit);

/// `to go on: sidetick -c jobs.toml backfill …`: the command that goes on at `next`. Where the
/// ledger of runs does not tell of that any more, `unknown`, it has --force, and the text says why
/// not to paste it without a thought.
std::string resume_text(const Options& options, const BackfillRequest& request,
                        const BackfillResult& result, Instant next, bool unknown);

}  // namespace sidetick
