// What an error reply of Redis means for the run: try again, give up, or somebody has to act.
//
// Source:  the error codes of Redis 6.2 to 8 and Valkey 8 (server.c, acl.c, cluster.c), Dragonfly,
//          Envoy, twemproxy and Upstash: tests/unit/core/redis/error_sources_test.cc names the
//          places; sidetick(1), "Exit status".
// Knows nothing of connections. Never shows an argument of AUTH, nor
// what the server says to one.
#pragma once

#include "core/error.h"
#include "core/redis/redis.h"

namespace sidetick {

/// What an error reply means.
struct ReplyMeaning {
  Exit exit;
  bool passes;       ///< trying again may mend it
  std::string text;  ///< begins with the command and its key, ends with the server's own words
};

/// What `reply`, an error reply to `command`, means:
/// - it passes: LOADING, READONLY, MASTERDOWN, NOREPLICAS, TRYAGAIN, BUSY, CLUSTERDOWN, MOVED, ASK
///   and the like, also "max number of clients reached", and Envoy's "upstream failure";
/// - Exit::temporary: OOM, MISCONF, EXECABORT (an earlier reply says why), a quota;
/// - Exit::refused: NOAUTH, WRONGPASS, NOPERM, DENIED, commands that the server or a proxy lacks, and
///   everything that is not known: a server's words are never a fault in sidetick;
/// - Exit::data: WRONGTYPE;
/// - Exit::config: CROSSSLOT, a database that does not exist.
ReplyMeaning meaning_of(const Command& command, const Reply& reply);

/// Throws that: NotReady for what passes, Error for the rest.
[[noreturn]] void throw_reply_error(const Command& command, const Reply& reply);

/// `LPUSH "exq:queue:default"`: the command and its first key, for messages. No other argument.
std::string describe(const Command& command);

}  // namespace sidetick
