// Why a backfill refuses: ticks that runs may have enqueued, and that no ledger tells of any more.
//
// Source:  sidetick(7), "Backfill": what --force is for.
// Errors:  Error(Exit::usage), with what to do.
#pragma once

#include <vector>

#include "core/backfill/ledger_lines.h"
#include "core/backfill/request.h"
#include "core/enqueue/pushes.h"
#include "core/schedule/tick_stream.h"

namespace sidetick {

/// Throws when the ticks that `stream` has left of the range begin before the ledger of their
/// schedule, of `lines`, is complete.
void refuse_unknown(const BackfillRequest& request, const TickStream& stream,
                    const std::vector<LedgerLines>& lines, Instant now);

/// Throws for a tick of `jobs` from before its ledger is complete by now. The range was young enough
/// when the backfill began; a slow one may fall behind.
void refuse_forgotten(const BackfillRequest& request, const std::vector<PlannedJob>& jobs,
                      const std::vector<LedgerLines>& lines);

}  // namespace sidetick
