// MULTI, EXEC and WAIT: how a transaction is opened and closed, and what came of it.
//
// Why:     EXEC does not roll back, so each of its replies is read.
// Knows nothing of what stands between the two.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/fault.h"
#include "core/redis/redis.h"

namespace sidetick {

/// Sends MULTI in a round trip of its own: where a server refuses it (an ACL, a proxy), commands
/// that travel with it would be carried out one by one. Throws when it is refused.
void open_transaction(Redis& redis);

/// Gives up what was opened, before anything of it was sent.
void discard_transaction(Redis& redis);

/// Appends EXEC, and WAIT for `min_replicas` when it is not 0.
void add_exec(int min_replicas, std::vector<Command>& commands);

struct TransactionResult {
  bool committed = false;  ///< false: a watched key was touched, nothing was written
  std::vector<Fault> faults;
  std::set<std::string> failed_keys;  ///< those whose command failed inside EXEC
  std::vector<std::string> warnings;
  /// Not empty: the caller is to record what was committed, and then to begin at step 1, since
  /// Redis has ended WAIT: it is the primary no more, and whether the new one has the transaction
  /// is not known.
  std::string begin_again;
};

/// Reads the replies to `commands`. Throws Error or ConnectionLost when Redis refused to queue or
/// to execute the transaction: then nothing of it was written. A refused WAIT is one of the faults,
/// one that was cut short a warning.
TransactionResult read_transaction(int min_replicas, const std::vector<Command>& commands,
                                   std::vector<Reply>::const_iterator replies);

}  // namespace sidetick
