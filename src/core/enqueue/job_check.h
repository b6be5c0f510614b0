// Whether jobs may go in: their ticks are in no ledger yet, and the keys that they would be written
// to are of the right types.
//
// Why:     EXEC does not roll back. What is found here, under WATCH, holds until EXEC.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/enqueue/batch.h"
#include "core/error.h"
#include "core/redis/keys.h"
#include "core/redis/redis.h"

namespace sidetick {

/// What was found of the jobs of one transaction.
struct JobCheckResult {
  std::vector<bool> pushed;       ///< for each job of the batch: a ledger has its tick
  std::set<std::size_t> blocked;  ///< schedules whose ledger or queue is of the wrong type
  std::set<std::string> ours;     ///< leftovers whose entry on the page is still as we wrote it
  bool stale = false;             ///< cursors or states are no longer what was planned with
  bool page_ok = true;            ///< the web page's keys may be written
  std::vector<Fault> faults;

  /// True when the job number `i`, of `schedule`, is to be enqueued.
  bool lets_in(std::size_t i, std::size_t schedule) const {
    return !pushed[i] && !blocked.contains(schedule);
  }

  /// The cursor that is written for an entry of `batch.cursors`: without the page's hash where the
  /// page is not kept. A blocked schedule without one of use gets where it begins, for its ticks
  /// are to wait from there; another one keeps what it has: nothing.
  std::optional<Cursor> cursor_of(const Batch& batch,
                                  const std::pair<const std::size_t, Cursor>& entry) const;
};

/// Which ledgers are asked for a tick: that of live runs alone, or that of backfills too.
enum class Ledgers { live, live_and_backfilled };

class JobCheck {
 public:
  /// References must outlive it.
  JobCheck(const Keys& keys, const std::vector<Schedule>& schedules,
           const std::vector<PlannedJob>& jobs, Ledgers ledgers);

  /// The keys that are to be under WATCH.
  void add_watched(Command& watch) const;

  /// ZMSCORE of the ledgers, TYPE of the queues and of the set of their names.
  void add_commands(std::vector<Command>& commands) const;

  /// Reads the replies to what add_commands added: both begin at their first. Throws Error when
  /// nothing can be enqueued at all.
  void read(const Command* commands, std::vector<Reply>::const_iterator replies,
            JobCheckResult& clearance) const;

 private:
  struct Ledger {
    std::string key;
    std::size_t schedule;
    std::vector<std::size_t> jobs;
  };

  static void read_ledger(const Ledger& ledger, const Command& command, const Reply& reply,
                          JobCheckResult& clearance);
  void block_schedule(const Ledger& ledger, JobCheckResult& clearance) const;
  void block_queue(const std::string& queue, const std::string& type,
                   JobCheckResult& clearance) const;

  const Keys& keys_;
  const std::vector<Schedule>& schedules_;
  const std::vector<PlannedJob>& jobs_;
  std::vector<Ledger> ledgers_;
  std::vector<std::string> queues_;
};

}  // namespace sidetick
