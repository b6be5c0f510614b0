// A connection to one Redis server, within the deadline of each run over it: all of hiredis is
// behind this file.
//
// Source:  hiredis 1.x; sidetick(7), "One run".
// Units:   every wait, of whatever kind, ends at the deadline.
#pragma once

#include <memory>

#include "core/redis/redis.h"
#include "core/redis/settings.h"
#include "io/host/deadline.h"

namespace sidetick {

/// A connection, as the runs that use it one after another see it.
class Connection : public Redis {
 public:
  /// The next run begins, with a deadline and a count of its own: see connect. What the last one
  /// left on the server is given up with the first exchange. Not after a throw of exchange.
  virtual void begin_run(const Deadline& deadline, int* round_trips) = 0;

  /// Sends what the first exchange of the run will ask, ahead of it: the server is at that while the
  /// program is at something else. That exchange must ask for the same. Throws nothing that has to
  /// do with the connection: the exchange does.
  virtual void send_ahead(const std::vector<Command>& commands) = 0;

  /// The socket, for who waits for its end.
  virtual int fd() const = 0;
};

/// Connects to the Redis that `settings` names (the primary that the sentinels name, if there are
/// any), authenticates and selects the database. These commands travel with the first exchange.
/// Throws ConnectionLost when it cannot be reached for now, Error when trying again is no use.
/// `round_trips`, if any, counts the waits for the server, also those that failed; it must outlive
/// the connection. Waits for sentinels are not counted.
std::unique_ptr<Connection> connect(const RedisSettings& settings, const Deadline& deadline,
                                    int* round_trips = nullptr);

}  // namespace sidetick
