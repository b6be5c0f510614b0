// Redis as the core sees it: commands out, replies in, and nothing about sockets.
//
// Source:  RESP2, https://redis.io/docs/reference/protocol-spec
// Knows nothing of hiredis; tests put a fake in its place.
#pragma once

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/redis/command.h"
#include "core/time/instant.h"

namespace sidetick {

struct Reply {
  enum class Type { nil, status, error, integer, string, array };
  Type type = Type::nil;
  long long integer = 0;
  std::string text;             ///< of a status, error or string
  std::vector<Reply> elements;  ///< of an array

  bool is_nil() const { return type == Type::nil; }
  bool is_string() const { return type == Type::string; }
  bool is_array() const { return type == Type::array; }
  bool is_integer() const { return type == Type::integer; }
  /// True for an error reply whose first word is `code`: "WRONGTYPE", "NOPERM".
  bool is_error(std::string_view code) const {
    return type == Type::error && text.compare(0, code.size(), code) == 0;
  }
  bool is_error() const { return type == Type::error; }
};

/// The connection was lost, refused, or never came about; or the server is not yet, or no longer,
/// the one to talk to. After it nothing is known of the commands in flight: begin again at step 1
/// of sidetick(7), "One run", until the deadline.
class ConnectionLost : public std::runtime_error {
 public:
  enum class Cause {
    passing,  ///< silence, a connection that broke, a server that is not the one to talk to
    refused,  ///< every address said at once that nobody is there
    shortage  ///< this host has no thread, file descriptor or memory to spare
  };
  explicit ConnectionLost(const std::string& message, Cause cause = Cause::passing)
      : std::runtime_error(message), cause(cause) {}
  Cause cause;
};

/// Redis answered, but with a passing condition: loading, failing over, a replica, busy. Begin
/// again as after ConnectionLost; the difference is that Redis was reached.
class NotReady : public ConnectionLost {
 public:
  using ConnectionLost::ConnectionLost;
};

class Redis {
 public:
  virtual ~Redis() = default;

  /// Sends all commands in one round trip and returns one reply for each, in order; error replies
  /// are returned, not thrown. Throws ConnectionLost; and Error with Exit::temporary when the
  /// deadline passes, Exit::refused when authentication or certificate are refused. After a throw
  /// the connection is not usable any more.
  ///
  /// The first exchange of a connection must hold nothing but reads and WATCH: set-up commands
  /// (AUTH, SELECT, ROLE) travel ahead of it and are only checked when all replies are there, and
  /// with Redis Cluster it is sent once more to the node that MOVED names. One of its commands has
  /// a key, so that the node can tell.
  virtual std::vector<Reply> exchange(const std::vector<Command>& commands) = 0;

  /// The same, with `work` of ours done once all is sent, while the server is at its own.
  virtual std::vector<Reply> exchange_while(const std::vector<Command>& commands,
                                            const std::function<void()>& work) {
    work();
    return exchange(commands);
  }

  /// The host's clock when the commands of the next exchange were sent, where that was ahead of it.
  virtual std::optional<ClockTime> sent_at() const { return {}; }

  /// Sends `commands` ahead of those of the next exchange, which returns their replies before its
  /// own: the server begins with them while the others are made. Not before the first exchange.
  /// Throws nothing that has to do with the connection: the exchange does.
  virtual void send(const std::vector<Command>& commands) = 0;
};

}  // namespace sidetick
