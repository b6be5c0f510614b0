// What a backfill sends for a portion of its ticks: the look before, and the transaction.
#pragma once

#include <vector>

#include "core/backfill/request.h"
#include "core/enqueue/job_check.h"
#include "core/enqueue/pushes.h"
#include "core/redis/redis.h"

namespace sidetick {

/// What is asked before jobs are enqueued, with MULTI at its end: as in enqueue.cc, what is to be
/// queued is not sent before the server has agreed to queue.
class BackfillPreflight {
 public:
  /// References must outlive it.
  BackfillPreflight(const BackfillRequest& request, const std::vector<PlannedJob>& jobs);

  const std::vector<Command>& commands() const { return commands_; }

  /// Reads the replies to commands(), which begin at `first`. Throws Error when nothing can be
  /// enqueued at all.
  JobCheckResult read(std::vector<Reply>::const_iterator first) const;

 private:
  JobCheck check_;
  std::vector<Command> commands_;
};

/// The commands after MULTI, to EXEC (and WAIT). Ticks from `ledger_from` on go into the ledger of
/// runs too.
std::vector<Command> backfill_transaction(const BackfillRequest& request, const JobList& jobs,
                                          Instant ledger_from);

}  // namespace sidetick
