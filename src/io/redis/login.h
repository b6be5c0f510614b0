// The commands that make a fresh connection ours, and what their replies mean.
//
// Source:  AUTH, CLIENT SETNAME, SELECT and ROLE of Redis 6.2 and later.
// They travel with the first exchange of a connection and cost no round trip of their own.
#pragma once

#include <vector>

#include "core/redis/redis.h"
#include "core/redis/settings.h"

namespace sidetick {

/// AUTH with the user, if there is one, and the password of `settings`.
Command auth_command(const RedisSettings& settings);

class SetUp {
 public:
  /// With sentinels in `settings`, the server's ROLE is asked for too.
  explicit SetUp(const RedisSettings& settings);

  /// What to send before the first commands; empty once the replies were checked.
  const std::vector<Command>& commands() const { return commands_; }

  /// Takes the replies to commands() off the front of `replies`. Throws NotReady when the server is
  /// no primary or has a passing trouble, Error when it refuses.
  void check_and_remove(std::vector<Reply>& replies);

 private:
  std::vector<Command> commands_;
};

}  // namespace sidetick
