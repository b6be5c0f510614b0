// What the user of Redis may not do, and the ACL line that lets it.
//
// Source:  acl.c of Redis 6.2 to 8 and Valkey 8: "NOPERM this user has no permissions to run the
//          'info' command", "NOPERM No permissions to access a key".
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/redis/keys.h"
#include "core/redis/redis.h"
#include "core/redis/settings.h"

namespace sidetick {

/// Who asks, and for which keys.
struct Access {
  std::string user;
  Keys keys;

  explicit Access(const RedisSettings& settings);

  /// "+info" or "~exq:*", as `refusal`, which answers `command`, says; "" for another reply.
  std::string missing_rule(const Command& command, const Reply& refusal) const;

  /// "ACL SETUSER sidetick +info"; "" without rules.
  std::string line(const std::vector<std::string>& rules) const;
};

/// True when a key is what was refused, false when the command is.
bool refuses_key(const Reply& refusal);

/// A reply that refuses what doctor asks for and a run does not need.
class NotAllowed : public Error {
 public:
  /// `what` was refused, and the line that allows it and all that was refused with it.
  NotAllowed(const std::string& what, std::string line)
      : Error(Exit::refused, what), advice(std::move(line)) {}
  std::string advice;
};

/// Sends `commands` in one round trip. Throws NotAllowed for an error reply, but WRONGTYPE, which is
/// for the caller.
std::vector<Reply> ask_allowed(Redis& redis, const Access& access,
                               const std::vector<Command>& commands);

}  // namespace sidetick
