// The commands that make a connection ours, a fresh one or one that was used, and what their replies
// mean.
//
// Source:  AUTH, CLIENT SETNAME, SELECT and ROLE of Redis 6.2 and later.
// They travel with the first exchange of a connection and cost no round trip of their own.
#pragma once

#include <optional>
#include <vector>

#include "core/redis/redis.h"
#include "core/redis/settings.h"

namespace sidetick {

/// AUTH with the user, if there is one, and the password of `settings`; nothing when they name
/// neither.
std::optional<Command> auth_command(const RedisSettings& settings);

/// What to send before the first other commands. With sentinels in `settings`, the server's ROLE is
/// asked for too.
std::vector<Command> login_commands(const RedisSettings& settings);

/// What to send before the commands of the next run over a connection that was used: whatever the
/// last run left, its transaction and what it watches are given up. Both may be sent inside of a
/// transaction and outside of one, and a run needs no other rights than for its own commands.
std::vector<Command> reuse_commands(const RedisSettings& settings);

/// Checks the replies to `login`, and takes them off the front of `replies`. Throws NotReady when
/// the server is no primary or has a passing trouble, Error when it refuses.
void check_login(const std::vector<Command>& login, std::vector<Reply>& replies);

}  // namespace sidetick
