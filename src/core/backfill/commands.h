// The commands of a backfill: what it asks before jobs are enqueued, and the transaction.
//
// Source:  sidetick(7), "Backfill".
#pragma once

#include <vector>

#include "core/backfill/ledger_lines.h"
#include "core/backfill/request.h"
#include "core/enqueue/job_check.h"
#include "core/enqueue/take_back.h"

namespace sidetick {

/// Asks for the lines of `schedules`. `lines`, one for each schedule of the request, must outlive the
/// answer.
void ask_lines(const BackfillRequest& request, std::vector<std::size_t> schedules, Instant now,
               Pipeline& pipeline, std::vector<LedgerLines>& lines);

/// Asks WATCH of the ledgers, what is in them, and then the lines: a run that trims before WATCH has
/// moved them, one that trims later makes EXEC fail. MULTI at its end, but in a dry run, as in a
/// run: what is to be carried out is not sent before it said OK. Nothing when there are no jobs.
/// References must outlive the answer.
void ask_backfill_preflight(const BackfillRequest& request, const std::vector<PlannedJob>& jobs,
                            Instant now, Pipeline& pipeline, JobCheckResult& found,
                            std::vector<LedgerLines>& lines);

/// What `jobs` are written to the ledgers as.
std::vector<LostEntries> ledger_entries(const BackfillRequest& request, const JobList& jobs,
                                        const std::vector<LedgerLines>& lines);

/// Where the cursors have to be set back to because of `lost`: a run that has passed one of these
/// ticks since `lines` were read may have found it in the ledger.
std::vector<LostPosition> lost_positions(const BackfillRequest& request, const JobList& lost,
                                         const std::vector<LedgerLines>& lines);

/// The commands after MULTI, to EXEC (and WAIT), for `jobs`.
std::vector<Command> backfill_transaction(const BackfillRequest& request, const JobList& jobs,
                                          const std::vector<LedgerLines>& lines, ClockTime now);

}  // namespace sidetick
