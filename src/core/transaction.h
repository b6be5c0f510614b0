// What is written between MULTI and EXEC, the one place where jobs are: step 5 of DESIGN "One run".
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

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/batch.h"
#include "core/keys.h"
#include "core/preflight.h"
#include "core/redis.h"

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
                                          const Clearance& clearance);

/// Sends MULTI in a round trip of its own: where a server refuses it (an ACL, a proxy), commands
/// that travel with it would be carried out one by one. Throws when it is refused.
void open_transaction(Redis& redis);

/// Appends EXEC, and WAIT for `min_replicas` when it is not 0.
void add_exec(int min_replicas, std::vector<Command>& commands);

struct TransactionResult {
  bool committed = false;  ///< false: a watched key was touched, nothing was written
  std::vector<Fault> faults;
  std::set<std::string> failed_keys;  ///< those whose command failed inside EXEC
  std::vector<std::string> warnings;
  /// Why the caller is to record what was committed, and then to begin at step 1: Redis has ended
  /// WAIT, for it is the primary no more, and whether the new one has the transaction is not known.
  std::optional<NotReady> begin_again;
};

/// Reads the replies to `commands`. Throws Error or ConnectionLost when Redis refused to queue or
/// to execute the transaction: then nothing of it was written. A refused WAIT is one of the faults,
/// one that was cut short a warning.
TransactionResult read_transaction(int min_replicas, const std::vector<Command>& commands,
                                   std::vector<Reply>::const_iterator replies);

}  // namespace sidetick
