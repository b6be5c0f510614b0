// The operator's switches: which schedules are off, in Redis, for every host.
//
// Source:  sidekiq-scheduler's toggle_job_enabled: the entry of the schedule in the `states` hash is
//          read, "enabled" is set in it, and it is written back; other keys in it stay.
// Ticks:   those that passed while a switch was off, for who switches it on: runs write down with the
//          cursor from when on they have skipped them.
// Costs:   one round trip when all switches are as they should be, else three.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/plan/cursor.h"
#include "core/plan/skips.h"
#include "core/redis/keys.h"
#include "core/redis/redis.h"

namespace sidetick {

/// References must outlive it.
struct SwitchRequest {
  Keys keys;
  const std::vector<std::string>& names;  ///< none twice
  const std::set<std::string>& in_file;   ///< the others have to be known to Redis
  bool on;
};

struct SwitchResult {
  std::set<std::string> changed;   ///< those of the names that were the other way at first
  std::set<std::string> mended;    ///< those whose state could not be read: it is replaced
  std::set<std::string> unknown;   ///< in neither file nor Redis: then nothing is written at all
  std::set<std::string> in_redis;  ///< all that Redis knows, looked at when a name is in no file
  std::map<std::string, Cursor> cursors;  ///< of what is switched on, where it can be read
  bool looked = false;                    ///< an attempt has seen how the switches were at first
};

/// Sets all switches in one transaction, or none. False when somebody else wrote one meanwhile:
/// begin again, over a fresh connection. Doing it twice does no harm, so that a lost reply is none.
/// Throws what Redis::exchange throws, and Error for replies that end it.
bool set_switches(Redis& redis, const SwitchRequest& request, SwitchResult& result);

/// The ticks of `schedule` that runs have skipped because its switch was off, as far as `cursor`
/// tells, counted up to `most`; what no run has come to is not among them.
std::optional<Skip> passed_while_off(const Schedule& schedule, const Cursor& cursor,
                                     std::size_t most);

}  // namespace sidetick
