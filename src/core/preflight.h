// What is looked at, under WATCH, right before a transaction: step 4 of DESIGN "One run".
//
// Why:     EXEC does not roll back. A key of the wrong type, a tick that somebody has pushed, a
//          cursor that somebody has moved: all are found here, and WATCH holds it until EXEC.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/batch.h"
#include "core/error.h"
#include "core/keys.h"
#include "core/redis.h"

namespace sidetick {

/// Something wrong that did not stop the rest.
struct Fault {
  Exit exit;
  std::string text;
};

/// "redis key … is not a hash: jobs are enqueued, but the web page is not kept; …"
Fault page_fault(const std::string& key);

/// What the preflight of one batch found.
struct Clearance {
  std::vector<bool> pushed;       ///< for each job of the batch: the ledger has its tick
  std::set<std::size_t> blocked;  ///< schedules whose ledger or queue is of the wrong type
  std::set<std::string> ours;     ///< leftovers whose entry on the page is still as we wrote it
  bool stale = false;             ///< cursors or states are no longer what was planned with
  bool page_ok = true;            ///< the web page's keys may be written
  std::vector<Fault> faults;
};

class Preflight {
 public:
  /// References must outlive it. `recheck`: WATCH begins here, not before planning, so that cursors
  /// and states are compared with `known`.
  Preflight(const Keys& keys, const std::vector<Schedule>& schedules,
            const std::vector<Known>& known, const Batch& batch, bool recheck);

  const std::vector<Command>& commands() const { return commands_; }

  /// Reads the replies to commands(), which begin at `first`. Throws Error when one of them says
  /// that nothing can be enqueued at all.
  Clearance read(std::vector<Reply>::const_iterator first) const;

 private:
  void add_rechecks();
  void read_rechecks(std::vector<Reply>::const_iterator replies, Clearance& clearance) const;
  void read_ledgers(std::vector<Reply>::const_iterator replies, Clearance& clearance) const;
  void read_types(std::vector<Reply>::const_iterator replies, Clearance& clearance) const;
  void block_queue(const std::string& queue, const std::string& type, Clearance& clearance) const;
  void read_leftovers(std::vector<Reply>::const_iterator replies, Clearance& clearance) const;

  const Keys& keys_;
  const std::vector<Schedule>& schedules_;
  const std::vector<Known>& known_;
  const Batch& batch_;
  std::vector<std::vector<std::size_t>> ledgers_;  // the jobs of each schedule that has any
  std::vector<std::string> queues_;
  std::vector<Command> commands_;
  std::size_t rechecks_at_ = 0, ledgers_at_ = 0, types_at_ = 0, leftovers_at_ = 0;
  bool recheck_;
};

}  // namespace sidetick
