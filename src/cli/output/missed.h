// What a dry run of backfill answers: the ticks of the range that nobody has enqueued, why as far as
// that is known, and the command that enqueues them.
//
// Source:  sidetick(1), "backfill".
#pragma once

#include <string>

#include "cli/options/options.h"
#include "cli/output/backfill.h"
#include "core/backfill/backfill.h"

namespace sidetick {

/// References must outlive it.
struct MissedLook {
  const Options& options;
  const BackfillRequest& request;
  const BackfillResult& result;
  const MissedReport& missed;
};

/// Tells, a line for each schedule that missed ticks, and below it one for each reason:
///   would enqueue report 3 ticks 2026-11-28T02:00:00Z to 2026-11-28T04:00:00Z, 21 already …
///     2026-11-28T02:00:00Z, 2026-11-28T03:00:00Z: skipped: older than the window; dropped by …
void tell_missed(const MissedLook& look, TimeStyle style, const Report& report);

/// Tells the command that enqueues them, and what the next run does without; nothing where nothing
/// was missed.
void tell_missed_command(const MissedLook& look, const Report& report);

/// `[{"count":2,"first":"…","last":"…","verdict":"skipped","reason":"older than the window",…}]`
std::string missed_json(const MissedLook& look, std::size_t schedule);

/// `sidetick -c jobs.toml backfill report --from … --to …`: enqueues what was found, and is not
/// refused; "" where nothing was.
std::string missed_command(const MissedLook& look);

}  // namespace sidetick
