// One job now, outside of the schedule: neither ledger nor cursor is read or written.
//
// Order:   TIME, the switch, and the types of the keys -> MULTI, SADD, LPUSH, EXEC.
// Why no retry after EXEC was sent: nothing in Redis tells whether this job was enqueued, unlike
//          those of ticks; so a lost reply is told, and it is for the operator to look.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/redis/keys.h"
#include "core/redis/redis.h"
#include "core/schedule/schedule.h"
#include "core/time/instant.h"

namespace sidetick {

/// References must outlive it.
struct TriggerRequest {
  const std::vector<Schedule>& schedules;  ///< the one schedule
  Keys keys;
  std::string jid;
  Seconds clock_tolerance;
  std::function<ClockTime()> host_clock;
  int min_replicas = 0;
};

struct TriggerResult {
  bool enqueued = false;
  std::string doubt;      ///< not empty: nobody knows whether it is enqueued; what to do about it
  Instant tick;           ///< what the job takes for its tick: now
  bool disabled = false;  ///< by the switch in Redis
  std::vector<std::string> warnings;
};

/// Enqueues the job. Throws ConnectionLost only when it is certainly not enqueued, so that to begin
/// again does no harm, and Error for replies that end it. When the answer to EXEC is lost it does
/// not throw: see TriggerResult::doubt.
void trigger(Redis& redis, const TriggerRequest& request, TriggerResult& result);

}  // namespace sidetick
