// What Redis holds of the schedules at one instant: step 1 of sidetick(7), "One run".
//
// Costs:   one round trip; a second one for schedules without a usable cursor.
// Note:    the cursors are under WATCH from here on.
#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/plan/plan.h"
#include "core/redis/keys.h"
#include "core/redis/pipeline.h"
#include "core/redis/redis.h"

namespace sidetick {

using Hash = std::unordered_map<std::string, std::string>;

struct Snapshot {
  ClockTime redis_time;
  ClockTime host_time;                        ///< when the replies had arrived
  ClockTime host_at_time;                     ///< at TIME, as near to Redis' as it may have been
  std::vector<StoredState> stored;            ///< one for each schedule, in their order
  Hash cursors;                               ///< those of names that no schedule has
  Hash states;                                ///< likewise
  std::unordered_set<std::string> published;  ///< likewise, the names in the web page's hash
  Deleted deleted;                            ///< schedules that were deleted for being gone
  std::string wrong_page;                     ///< what the web page's key is, when it is not a hash
  std::string wrong_last_runs;  ///< what that key is, when it was asked for and is not a hash
};

/// What is asked first, of whatever schedules.
std::vector<Command> snapshot_commands(const Keys& keys);

/// What TIME says.
ClockTime read_time(const Command& command, const Reply& reply);

/// "redis key … is a string, not a hash: where exq-scheduler stopped is not known, …"
std::string last_runs_text(const std::string& key, const std::string& type);

/// Throws Error(Exit::data) when a key that decides what is enqueued is of the wrong type, and what
/// Redis::exchange throws.
/// `host_clock` is asked right before TIME and after its reply, so that the two may be compared.
/// `work` is done while Redis is at the first commands.
Snapshot take_snapshot(
    Redis& redis, const Keys& keys, const std::vector<Schedule>& schedules,
    const std::function<ClockTime()>& host_clock, const std::function<void()>& work = [] {});

/// Asks what `ledger` has of `range`, both ends included, for StoredState::pushed: at most as much
/// as may be counted. `stored` must outlive the answer.
void ask_pushed(const std::string& ledger, const std::pair<Instant, Instant>& range,
                std::size_t most, Pipeline& pipeline, StoredState& stored);

}  // namespace sidetick
