// What an error reply of Redis means for the run: try again, give up, or somebody has to act.
//
// Source:  the error codes of Redis 6.2 to 8 and Valkey 8 (server.c, acl.c, cluster.c);
// sidetick(1), "Exit status". Knows nothing of connections. Never shows an argument of AUTH, nor
// what the server says to one.
#pragma once

#include "core/error.h"
#include "core/redis/redis.h"

namespace sidetick {

/// Throws what `reply`, an error reply to `command`, means:
/// - NotReady: LOADING, READONLY, MASTERDOWN, NOREPLICAS, TRYAGAIN, BUSY, CLUSTERDOWN, MOVED, ASK
/// and
///   the like, also "max number of clients reached": trying again may mend it;
/// - Error(Exit::temporary): OOM, MISCONF, EXECABORT (an earlier reply says why);
/// - Error(Exit::refused): NOAUTH, WRONGPASS, NOPERM, DENIED, and commands that the server lacks;
/// - Error(Exit::data): WRONGTYPE;
/// - Error(Exit::config): CROSSSLOT, a database that does not exist;
/// - Error(Exit::internal): everything else, which is a fault in sidetick.
/// The message begins with the command and its key, and ends with the server's own words.
[[noreturn]] void throw_reply_error(const Command& command, const Reply& reply);

/// `LPUSH "exq:queue:default"`: the command and its first key, for messages. No other argument.
std::string describe(const Command& command);

}  // namespace sidetick
