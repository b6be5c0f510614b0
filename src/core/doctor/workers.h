// The processes that work, and which queues each takes.
//
// Source:  sidekiq/lib/sidekiq/launcher.rb of Sidekiq 6 to 8; exq/lib/exq/redis/job_stat.ex
//          (node_ping) and exq/support/node.ex of Exq 0.14 and later, which write the same:
//            processes        set of identities
//            IDENTITY         hash: info (JSON, its "queues" or "capsules"), beat (seconds since the
//                             epoch), quiet ("true": takes no more jobs); expires after a minute
//            paused           set of queues, of Sidekiq Pro
//          Exq before 0.14 has no beat: its processes are not known.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/doctor/findings.h"
#include "core/doctor/request.h"

namespace sidetick {

struct Workers {
  std::vector<std::set<std::string>> queues;  ///< of each live process that takes jobs
  std::size_t quiet = 0;                      ///< live ones that take none
  std::set<std::string> paused;
  bool is_known = true;  ///< false: the processes may not be read

  std::size_t takers(const std::string& queue) const;
  /// All queues that some process takes.
  std::set<std::string> taken() const;
};

/// Live is a process that has shown itself in the last minute before `now`, Redis' time. Adds to
/// `findings` whether there is one. Throws what Redis::exchange throws.
Workers look_at_workers(Redis& redis, const DoctorRequest& request, Instant now,
                        Findings& findings);

}  // namespace sidetick
