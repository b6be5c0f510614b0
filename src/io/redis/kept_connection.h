// A connection that is kept from one run to the next.
//
// Source:  sidetick(7), "One run"; sidetick(1), --for.
// Doubt:   a run that throws leaves a connection of which nothing is known: it is dropped.
// Age:     with sentinels renew makes one anew that is older than half a minute: a primary that is
//          cut off from them does not tell its clients of the next.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "io/redis/connection.h"

namespace sidetick {

class KeptConnection {
 public:
  /// `nothing`: each run has a connection of its own, for all its looks.
  enum class Keeps { connection, nothing };
  explicit KeptConnection(Keeps keeps) : keeps_(keeps) {}

  /// The connection for a run: the kept one, or a fresh one where there is none. It is valid until
  /// the next call. Throws as connect does.
  Redis& begin_run(const RedisSettings& settings, const Deadline& deadline, int* round_trips);

  /// The run came to its end without a throw.
  void end_run();

  /// Likewise, but another look follows: it begins like a run, on the same connection.
  void end_look() { in_use_ = false; }

  /// Drops the connection of a run that did not.
  void drop_broken();

  /// Connects ahead of the next run, where nothing is kept or it is too old. False when that failed: the next run
  /// tries again, and says why.
  bool renew(const RedisSettings& settings, const Deadline& deadline);

  /// The same, and sends what that run will ask first: see Connection::send_ahead.
  void look_ahead(const RedisSettings& settings, const Deadline& deadline,
                  const std::vector<Command>& first);

  /// The socket of what is kept, -1 where nothing is.
  int fd() const;

  void drop() { connection_.reset(); }

 private:
  bool is_old(const RedisSettings& settings) const;
  void open(const RedisSettings& settings, const Deadline& deadline, int* round_trips);

  const Keeps keeps_;
  bool in_use_ = false;
  std::optional<Deadline> best_before_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace sidetick
