// Forgetting what Redis holds of schedules: position, form, mark, page entry and, where the file does
// not have the schedule, the switch.
//
// Source:  sidetick(7), "Change". The ledger stays, and since when it is complete, now at the latest:
//          so no tick comes twice. The next run begins with its present minute.
// Costs:   three round trips.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "core/plan/cursor.h"
#include "core/redis/keys.h"
#include "core/redis/redis.h"

namespace sidetick {

/// References must outlive it.
struct ForgetRequest {
  Keys keys;
  const std::vector<std::string>& names;  ///< none twice
  const std::set<std::string>& in_file;   ///< the others have to be known to Redis
  Seconds history;
  Seconds clock_tolerance;
  std::function<ClockTime()> host_clock;
};

struct ForgetResult {
  std::set<std::string> unknown;   ///< in neither file nor Redis: then nothing is written at all
  std::set<std::string> in_redis;  ///< all that Redis knows
  std::set<std::string> off;       ///< those of the file whose switch is off, and stays so
};

/// The cursor of a schedule that is forgotten at `now`, which had `before`.
Cursor forgotten_cursor(const std::optional<Cursor>& before, Instant now, Seconds history);

/// Forgets all names in one transaction, or none. False when somebody else wrote one of the cursors
/// or switches meanwhile: begin again, over a fresh connection. Doing it twice does no harm, so that
/// a lost reply is none. Throws what Redis::exchange throws, and Error for replies that end it.
bool forget_schedules(Redis& redis, const ForgetRequest& request, ForgetResult& result);

}  // namespace sidetick
