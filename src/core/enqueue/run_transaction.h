// What is written between MULTI and EXEC, the one place where a run's jobs are: step 5 of
// sidetick(7), "One run".
//
// Why it is right:
//   - The ledger entry, the job and the cursor of a tick are in one MULTI/EXEC, so that a crash
//     leaves all of them or none.
//   - Cursors and ledgers are under WATCH from before they are read until EXEC, so that EXEC fails
//     when anybody, another host, a backfill or sidekiq-scheduler, wrote one of them in between.
//   - A tick that the ledger has is never pushed. After a lost reply nothing is sent again: the
//     caller connects anew and begins at step 1, where the ledger tells what happened.
//   - What is trimmed from a ledger is written down with the cursor, and never reaches beyond it.
//   - EXEC does not roll back, so what could fail inside it is looked at before MULTI (preflight),
//     and each of its replies is read; what failed all the same is taken back (take_back).
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "core/enqueue/batch.h"
#include "core/enqueue/preflight.h"
#include "core/redis/keys.h"
#include "core/redis/redis.h"

namespace sidetick {

/// What decides the text of a transaction, beside the batch and what its preflight has found.
struct TransactionContext {
  const Keys& keys;
  const std::vector<Schedule>& schedules;
  Instant now;
  int min_replicas;  ///< WAIT for so many after EXEC; 0: do not
};

/// Schedule -> the instant before which nothing is in its ledger any more.
using TrimLines = std::map<std::size_t, Instant>;

/// Adds a line for each schedule whose ledger is written, and has something from before
/// `forget_before` and before what its cursor has dealt with, by more than `slack`: a tick a minute
/// is no reason to trim each minute.
void add_trims(const Batch& batch, const PreflightResult& found, Instant forget_before,
               Seconds slack, TrimLines& lines);

/// The cursors that are written for `batch`: those of blocked schedules only where their stored one
/// will not do, for their ticks are to wait from there; without the page's hash where the page is
/// not kept; with what was trimmed.
std::map<std::size_t, Cursor> written_cursors(const Batch& batch, const PreflightResult& found,
                                              const TrimLines& lines);

/// The jobs of `batch` that go in.
JobList jobs_let_in(const Batch& batch, const JobCheckResult& found);

/// The commands after MULTI, to EXEC (and WAIT). Nothing when there is nothing to write.
std::vector<Command> run_transaction(const TransactionContext& context, const Batch& batch,
                                     const PreflightResult& found,
                                     const std::map<std::size_t, Cursor>& cursors,
                                     const TrimLines& lines);

}  // namespace sidetick
