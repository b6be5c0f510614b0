// What is looked at, under WATCH, right before a transaction: step 4 of sidetick(7), "One run".
//
// Why:     EXEC does not roll back. A key of the wrong type, a tick that somebody has pushed, a
//          cursor that somebody has moved: all are found here, and WATCH holds it until EXEC.
#pragma once

#include <string>
#include <vector>

#include "core/enqueue/job_check.h"
#include "core/redis/keys.h"
#include "core/redis/redis.h"

namespace sidetick {

/// "redis key … is not a hash: jobs are enqueued, but the web page is not kept; …"
Fault page_fault(const std::string& key);

class Preflight {
 public:
  /// References must outlive it. `recheck`: WATCH begins here, not before planning, so that cursors
  /// and states are compared with `stored`.
  Preflight(const Keys& keys, const std::vector<Schedule>& schedules,
            const std::vector<StoredState>& stored, const Batch& batch, bool recheck);

  const std::vector<Command>& commands() const { return commands_; }

  /// Reads the replies to commands(), which begin at `first`. Throws Error when one of them says
  /// that nothing can be enqueued at all.
  JobCheckResult read(std::vector<Reply>::const_iterator first) const;

 private:
  void add_rechecks();
  void read_rechecks(std::vector<Reply>::const_iterator replies, JobCheckResult& clearance) const;
  void read_page(std::vector<Reply>::const_iterator replies, JobCheckResult& clearance) const;
  void read_leftovers(std::vector<Reply>::const_iterator replies, JobCheckResult& clearance) const;

  const Keys& keys_;
  const std::vector<Schedule>& schedules_;
  const std::vector<StoredState>& stored_;
  const Batch& batch_;
  JobCheck jobs_;
  std::vector<Command> commands_;
  std::size_t rechecks_at_ = 0, jobs_at_ = 0, page_at_ = 0, leftovers_at_ = 0;
  bool recheck_;
};

}  // namespace sidetick
