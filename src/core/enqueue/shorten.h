// Ledgers are kept short: ticks at equal distances become one member.
//
// Source:  sidetick(7), "How long a ledger is kept".
// Why it is right: the same ticks are written in the transaction that removes them, under WATCH from
//          before they were read. It is housekeeping: a run does it after its jobs, and when it does
//          not come to its end the ledger is as long as before.
#pragma once

#include <string>
#include <vector>

#include "core/plan/plan.h"
#include "core/redis/redis.h"

namespace sidetick {

/// True of one in 32 ticks of a schedule, another one for each place in the file, so that not all
/// ledgers are looked at by the same run; of a plan with so many ticks always.
bool is_turn_to_shorten(const SchedulePlan& plan);

/// Puts together what the ledgers, keys, have from before `single_from`, where it is much. Throws
/// what Redis::exchange throws, and Error when Redis refuses it.
void shorten_ledgers(Redis& redis, const std::vector<std::string>& ledgers, Instant single_from);

}  // namespace sidetick
