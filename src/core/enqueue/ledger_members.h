// How a ledger is asked for ticks, read and written.
//
// Source:  sidetick(7), "Redis keys". What the members stand for is core/plan/ledger's.
#pragma once

#include <string_view>
#include <vector>

#include "core/plan/ledger.h"
#include "core/redis/redis.h"

namespace sidetick {

/// Asks `ledger` for the members that may have ticks of `first`..`last`: also a series that begins
/// earlier or ends later, which is at the end of its day at the latest.
Command ledger_range(std::string_view ledger, Instant first, Instant last);

/// The reply to that, without what is no tick. Throws what expect_array throws.
std::vector<TickSeries> read_members(const Command& command, const Reply& reply);

/// ZADD of `series` to `ledger`.
Command zadd(std::string_view ledger, const std::vector<TickSeries>& series);

}  // namespace sidetick
