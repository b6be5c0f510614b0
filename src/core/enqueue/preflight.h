// What is looked at, under WATCH, right before a transaction: step 4 of sidetick(7), "One run".
//
// Why:     EXEC does not roll back. A key of the wrong type, a tick that somebody has pushed, a
//          cursor that somebody has moved: all are found here, and WATCH holds it until EXEC.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/enqueue/batch.h"
#include "core/enqueue/job_check.h"
#include "core/redis/keys.h"
#include "core/redis/pipeline.h"

namespace sidetick {

/// Schedule -> the texts of its cursor and its switch that the plan rests on.
struct Expected {
  std::optional<std::string> cursor;
  std::optional<std::string> state;
};

struct PreflightResult {
  JobCheckResult jobs;
  std::set<std::string> ours;  ///< leavers whose entry on the page is still as we wrote it
  bool stale = false;          ///< cursors or states are no longer what was planned with
  bool page_ok = true;         ///< the web page's keys may be written
  bool is_open = false;        ///< MULTI was sent behind it

  /// Everything goes in, as before the answers. Leavers aside.
  bool is_plain() const { return page_ok && jobs.is_plain(); }
};

/// "redis key … is not a hash: jobs are enqueued, but the web page is not kept; …"
Fault page_fault(const std::string& key, const std::string& type);

/// Asks what has to be known of `batch`. `expected`: one for each of its cursors, where WATCH begins
/// here and not before planning. References must outlive the answer, which throws Error when
/// nothing can be enqueued at all.
void ask_preflight(const Keys& keys, const std::vector<Schedule>& schedules, const Batch& batch,
                   const std::optional<std::vector<Expected>>& expected, Pipeline& pipeline,
                   PreflightResult& result);

}  // namespace sidetick
