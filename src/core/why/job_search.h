// Where a job is now: in a queue, with a process, in retry, scheduled or dead.
//
// Source:  sidekiq/sidekiq, lib/sidekiq/api.rb and lib/sidekiq/launcher.rb (processes, PROCESS:work;
//          PROCESS:workers until version 6); akira/exq, lib/exq/redis/job_queue.ex
//          (backup_queue_key) and lib/exq/redis/job_stat.ex (node_ids, workers_key).
// Reads:   SMEMBERS, LLEN, LRANGE, ZREVRANGE, HGET and HGETALL alone, in portions; at most most_read
//          of each key.
// Order:   as a job travels, but that what processes say comes after the sets: they say it every
//          five to ten seconds, and what has just failed is still among it. A queue is read from
//          its young end, a set from its highest score: what is pushed meanwhile moves others to
//          ranks that are yet to be read, so that none is passed over.
#pragma once

#include <string>
#include <string_view>

#include "core/redis/keys.h"
#include "core/redis/redis.h"
#include "core/why/job_record.h"

namespace sidetick {

/// So many jobs of one key are read: in a queue those that are taken next, in a set those of the
/// highest scores. Of the queues that a job need not be in, so many of all together.
inline constexpr std::size_t most_read = 10'000;

/// Looks for the job `jid`, in `queue` first; "" when no queue is known. The others are looked at
/// where it is nowhere else. Throws what Redis::exchange throws.
JobRecord find_job(Redis& redis, const Keys& keys, const std::string& queue, std::string_view jid);

}  // namespace sidetick
