// A batch of a backfill's ticks, and the jobs that are made of them.
//
// Limits:  1 MiB of jobs in a transaction; those that do not fit are for the next one.
// Knows nothing of when they are made: before or after the server has let them in.
#pragma once

#include <vector>

#include "core/backfill/ledger_lines.h"
#include "core/backfill/request.h"
#include "core/enqueue/job_check.h"
#include "core/enqueue/pushes.h"
#include "core/redis/redis.h"

namespace sidetick {

/// Ticks that are looked at together, and then enqueued together as far as they are let in.
struct BackfillBatch {
  std::vector<PlannedJob> jobs;  ///< with payloads as soon as they are made
  std::size_t allowance = 0;     ///< enqueue so many at most
  JobList made_ahead;            ///< the jobs that `transaction` is of
  std::vector<Command> transaction;
};

/// The jobs of a batch that go in.
struct Selection {
  JobList jobs;
  std::size_t end = 0;  ///< those of the batch from here on do not fit
};

/// What `found` lets in, up to what the batch and a transaction may hold. Makes the payloads that
/// are not there yet, but none in a dry run.
Selection select_jobs(const BackfillRequest& request, BackfillBatch& batch,
                      const JobCheckResult& found, ClockTime now);

/// Makes the jobs and the transaction of `batch` before it is known what of it goes in, which
/// mostly is all. Their enqueued_at is early by the round trip that this is done in.
void make_ahead(const BackfillRequest& request, BackfillBatch& batch,
                const std::vector<LedgerLines>& lines, ClockTime now);

/// Frees what is not needed any more once it was sent: errors name a command's key alone.
void forget_texts(BackfillBatch& batch, std::vector<Command>& transaction);

}  // namespace sidetick
