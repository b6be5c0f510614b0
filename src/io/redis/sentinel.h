// Asks the sentinels, in order, where the primary is.
//
// Source:  "Guidelines for Redis clients with support for Redis Sentinel", redis.io.
// Units:   each sentinel has connect_timeout for all of its answer.
#pragma once

#include <functional>

#include "core/redis/settings.h"
#include "io/host/deadline.h"

namespace sidetick {

/// Calls `accept` with the address that a sentinel names, each address once, until it returns
/// without throwing. A sentinel that cannot be reached, or an address for which `accept` throws
/// ConnectionLost or NotReady, leads to the next sentinel: one may be behind the times. When none is
/// left, throws
/// - Error(Exit::config) when all sentinels say that they do not know the name;
/// - the Error of the first sentinel that refused, when no other one named an address;
/// - NotReady when a sentinel, or a server at one of the addresses, answered, else ConnectionLost.
void find_primary(const RedisSettings& settings, const Deadline& deadline,
                  const std::function<void(const Endpoint&)>& accept);

}  // namespace sidetick
