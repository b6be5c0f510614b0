// A connection to one Redis server, within one deadline: all of hiredis is behind this file.
//
// Source:  hiredis 1.x; sidetick(7), "One run".
// Units:   every wait, of whatever kind, ends at the deadline.
#pragma once

#include <memory>

#include "core/redis/redis.h"
#include "core/redis/settings.h"
#include "io/host/deadline.h"

namespace sidetick {

/// Connects to the Redis that `settings` names (the primary that the sentinels name, if there are
/// any), authenticates and selects the database. These commands travel with the first exchange.
/// Throws ConnectionLost when it cannot be reached for now, Error when trying again is no use.
/// `round_trips`, if any, counts the waits for the server, also those that failed; it must outlive
/// the connection. Waits for sentinels are not counted.
std::unique_ptr<Redis> connect(const RedisSettings& settings, const Deadline& deadline,
                               int* round_trips = nullptr);

}  // namespace sidetick
