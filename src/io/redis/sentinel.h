// Asks the sentinels, in order, where the primary is.
//
// Source:  "Guidelines for Redis clients with support for Redis Sentinel", redis.io.
// Units:   each sentinel has connect_timeout for all of its answer.
#pragma once

#include <functional>

#include "core/redis/settings.h"
#include "io/host/deadline.h"

namespace sidetick {

/// Offers what each sentinel says to `accept`, until it takes one: an address that an earlier one
/// has named is not offered again. A sentinel that cannot be reached, or an offer for which
/// `accept` throws ConnectionLost, leads to the next sentinel: one may be behind the times. Throws
/// what the first sentinel that refused had said, when no other one named an address;
/// ConnectionLost when none is left, NotReady when one of them had been an address that answered,
/// Error(Exit::config) when all of them say that they do not know the name.
void find_primary(const RedisSettings& settings, const Deadline& deadline,
                  const std::function<void(const Endpoint&)>& accept);

}  // namespace sidetick
