// What is written between MULTI and EXEC, the one place where jobs are: step 5 of sidetick(7),
// "One run".
//
// Why it is right:
//   - The ledger entry, the job and the cursor of a tick are in one MULTI/EXEC, so that a crash
//     leaves all of them or none.
//   - Cursors and ledgers are under WATCH from before they are read until EXEC, so that EXEC fails
//     when anybody, another host, a backfill or sidekiq-scheduler, wrote one of them in between.
//   - A tick that the ledger has is never pushed. After a lost reply nothing is sent again: the
//     caller connects anew and begins at step 1, where the ledger tells what happened.
//   - EXEC does not roll back, so what could fail inside it is looked at before MULTI (preflight),
//     and each of its replies is read.
#pragma once

#include <vector>

#include "core/enqueue/batch.h"
#include "core/enqueue/job_check.h"
#include "core/redis/keys.h"
#include "core/redis/redis.h"

namespace sidetick {

/// What decides the text of a transaction, beside the batch and its clearance.
struct TransactionContext {
  const Keys& keys;
  const std::vector<Schedule>& schedules;
  Instant now;
  Instant forget_before;  ///< ledger entries older than this go
  Seconds history;        ///< a ledger that is not written for so long goes
  int min_replicas;       ///< WAIT for so many after EXEC; 0: do not
};

/// The commands after MULTI, to EXEC (and WAIT), for what `clearance` lets through of `batch`.
std::vector<Command> transaction_commands(const TransactionContext& context, const Batch& batch,
                                          const JobCheckResult& clearance);

}  // namespace sidetick
