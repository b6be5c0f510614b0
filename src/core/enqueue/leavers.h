// Schedules that have left the file: marked at once, deleted when they have been gone for long.
//
// Source:  sidetick(7), "Change". Only a file that a schedule can have left marks or deletes it: of
//          another application's, or another role of hosts, it is as if it were not there.
#pragma once

#include <string>
#include <vector>

#include "core/enqueue/batch.h"
#include "core/enqueue/snapshot.h"
#include "core/plan/neighbours.h"
#include "core/redis/keys.h"

namespace sidetick {

/// Those that are to be marked as gone since `now`.
std::vector<Leaver> find_leavers(const Snapshot& snapshot, const Neighbours& neighbours,
                                 Instant now);

/// The names of those that have been gone for longer than `history`, and whose cursor has not moved
/// for as long.
std::vector<std::string> find_deletable(const Snapshot& snapshot, const Neighbours& neighbours,
                                        Instant now, Seconds history);

/// Deletes all keys and fields of `names`, in one transaction; nothing when somebody wrote one of
/// their cursors since `snapshot` was taken. That they may have had ticks enqueued up to `now`, less
/// a minute, stays in the tombstone. Throws what Redis::exchange throws, and Error for replies that
/// refuse it.
void delete_schedules(Redis& redis, const Keys& keys, const std::vector<std::string>& names,
                      const Snapshot& snapshot, Instant now);

}  // namespace sidetick
