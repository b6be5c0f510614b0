// What servers, proxies and hosted ones say when they do not do what they are asked, with the place
// in their sources or manuals.
#include <doctest/doctest.h>

#include <string>

#include "core/redis/error_reply.h"

using namespace sidetick;

namespace {

/// What a server says, to which command, and what comes of it: "retry", or the exit status.
struct Saying {
  std::string source;
  Command command;
  std::string text;
  std::string outcome;
};

const Command lpush{"LPUSH", "queue:a", "{}"};
const Command exec{"EXEC"};
const Command time_command{"TIME"};
const Command select_one{"SELECT", "1"};
const Command auth{"AUTH", "user", "password"};

const Saying sayings[] = {
    // Redis 7: createSharedObjects.
    {"redis src/server.c", lpush,
     "WRONGTYPE Operation against a key holding the wrong kind of value", "65"},
    {"redis src/server.c", time_command, "ERR no such key", "77"},
    {"redis src/server.c", time_command, "ERR syntax error", "77"},
    {"redis src/server.c", time_command, "ERR index out of range", "77"},
    {"redis src/server.c", time_command, "NOSCRIPT No matching script. Please use EVAL.", "77"},
    {"redis src/server.c", time_command, "LOADING Redis is loading the dataset in memory", "retry"},
    {"redis src/server.c", time_command,
     "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.",
     "retry"},
    {"redis src/server.c", time_command, "BUSY Redis is busy running a module command.", "retry"},
    {"redis src/server.c", time_command,
     "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.", "retry"},
    {"redis src/server.c", lpush,
     "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to "
     "disk.",
     "75"},
    {"redis src/server.c", lpush, "MISCONF Errors writing to the AOF file: No space left on device",
     "75"},
    {"redis src/server.c", lpush, "READONLY You can't write against a read only replica.", "retry"},
    {"redis src/server.c", time_command, "NOAUTH Authentication required.", "77"},
    {"redis src/server.c", lpush, "OOM command not allowed when used memory > 'maxmemory'.", "75"},
    {"redis src/server.c", exec, "EXECABORT Transaction discarded because of previous errors.",
     "75"},
    {"redis src/server.c", lpush, "NOREPLICAS Not enough good replicas to write.", "retry"},
    {"redis src/server.c", time_command, "BUSYKEY Target key name already exists.", "77"},
    {"redis src/server.c", time_command, "BUSYGROUP Consumer Group name already exists", "77"},
    {"redis src/server.c", time_command,
     "ERR unknown command 'TIME', with args beginning with: ", "77"},
    {"redis src/server.c", lpush, "ERR wrong number of arguments for 'lpush' command", "77"},
    {"redis src/server.c", lpush,
     "NOPERM this user has no permissions to access one of the keys used as arguments", "77"},
    // The rest of Redis 7.
    {"redis src/networking.c", {}, "ERR max number of clients reached", "retry"},
    {"redis src/networking.c",
     {},
     "ERR max number of clients + cluster connections reached",
     "retry"},
    {"redis src/networking.c", {}, "DENIED Redis is running in protected mode because", "77"},
    {"redis src/networking.c", {}, "ERR Protocol error: unauthenticated multibulk length", "77"},
    {"redis src/multi.c", exec, "ERR EXEC without MULTI", "77"},
    {"redis src/multi.c", {"MULTI"}, "ERR MULTI calls can not be nested", "77"},
    {"redis src/multi.c", {"DISCARD"}, "ERR DISCARD without MULTI", "77"},
    {"redis src/multi.c", {"WATCH", "a"}, "ERR WATCH inside MULTI is not allowed", "77"},
    {"redis src/multi.c", exec,
     "EXECABORT Transaction discarded because of: OOM command not allowed", "75"},
    {"redis src/acl.c", auth, "WRONGPASS invalid username-password pair or user is disabled.",
     "77"},
    {"redis src/acl.c", auth,
     "ERR AUTH <password> called without any password configured for the default user.", "77"},
    {"redis src/acl.c", exec,
     "NOPERM ACLs rules changed between the moment the transaction was accumulated and the EXEC "
     "call.",
     "77"},
    {"redis src/db.c", select_one, "ERR DB index is out of range", "78"},
    {"redis src/db.c", select_one, "ERR invalid DB index", "78"},
    {"redis src/db.c", select_one, "ERR SELECT is not allowed in cluster mode", "78"},
    {"redis src/cluster.c", lpush, "CROSSSLOT Keys in request don't hash to the same slot", "78"},
    {"redis src/cluster.c", lpush, "TRYAGAIN Multiple keys request during rehashing of slot",
     "retry"},
    {"redis src/cluster.c", lpush, "CLUSTERDOWN Hash slot not served", "retry"},
    {"redis src/cluster.c", lpush, "CLUSTERDOWN The cluster is down and only accepts read commands",
     "retry"},
    {"redis src/cluster.c", lpush, "MOVED 3999 127.0.0.1:6381", "retry"},
    {"redis src/cluster.c", lpush, "ASK 3999 127.0.0.1:6381", "retry"},
    {"redis src/blocked.c",
     {"WAIT", "1", "100"},
     "UNBLOCKED force unblock from blocking operation, instance state changed (master -> replica?)",
     "retry"},
    {"redis src/replication.c",
     {"WAIT", "1", "100"},
     "ERR WAIT cannot be used with replica instances. Please also note that since Redis 4.0",
     "retry"},
    // Valkey, KeyDB: their name in the place of Redis'.
    {"valkey src/server.c", time_command, "LOADING Valkey is loading the dataset in memory",
     "retry"},
    {"valkey src/server.c", time_command, "BUSY Valkey is busy running a script.", "retry"},
    {"valkey src/server.c", lpush, "MISCONF Valkey is configured to save RDB snapshots", "75"},
    {"keydb src/server.cpp", time_command, "LOADING KeyDB is loading the dataset in memory",
     "retry"},
    // Dragonfly.
    {"dragonfly src/facade/error.h", time_command,
     "LOADING Dragonfly is loading the dataset in memory", "retry"},
    {"dragonfly src/facade/error.h", lpush, "ERR Cluster is not yet configured", "retry"},
    {"dragonfly src/facade/error.h", lpush, "ERR Out of memory", "75"},
    {"dragonfly src/facade/error.h", auth,
     "WRONGPASS invalid username-password pair or user is disabled.", "77"},
    // Envoy.
    {"envoy redis_proxy/command_splitter_impl.cc",
     {"WATCH", "a"},
     "unsupported command 'watch'",
     "77"},
    {"envoy redis_proxy/command_splitter.h", time_command, "no upstream host", "retry"},
    {"envoy redis_proxy/command_splitter.h", time_command, "upstream failure", "retry"},
    {"envoy redis_proxy/command_splitter.h", time_command, "upstream protocol error", "retry"},
    {"envoy redis_proxy/command_splitter.h", time_command, "invalid request", "77"},
    {"envoy redis_proxy/proxy_filter.cc", auth, "ERR invalid password", "77"},
    {"envoy redis_proxy/proxy_filter.cc", auth, "ERR unauthorized", "77"},
    {"envoy redis_proxy/proxy_filter.cc", auth, "ERR external authentication failed", "retry"},
    {"envoy common/redis/fault.h", time_command, "Fault Injected: Error", "retry"},
    // twemproxy: strerror behind ERR; commands that it does not have end the connection.
    {"twemproxy src/nc_message.c", lpush, "ERR Connection refused", "retry"},
    {"twemproxy src/nc_message.c", lpush, "ERR Connection timed out", "retry"},
    {"twemproxy src/nc_message.c", lpush, "ERR Connection reset by peer", "retry"},
    {"twemproxy src/nc_message.c", lpush, "ERR Host is down", "retry"},
    {"twemproxy src/nc_message.c", lpush, "ERR No route to host", "retry"},
    // Upstash: https://upstash.com/docs/redis/troubleshooting
    {"upstash max_requests_limit", time_command, "ERR max requests limit exceeded. Limit: 500000",
     "75"},
    {"upstash max_daily_request_limit", time_command, "ERR max daily request limit exceeded", "75"},
    {"upstash db_capacity_quota_exceeded", lpush,
     "ERR DB capacity quota exceeded. Threshold: 268435456 bytes", "75"},
    {"upstash max_concurrent_connections", time_command, "ERR max concurrent connections exceeded",
     "retry"},
    {"upstash max_request_size_exceeded", exec, "ERR max request size exceeded", "77"},
    {"upstash SELECT", select_one, "ERR Only 0th database is supported! Selected DB: 1", "78"},
    {"upstash WRONGPASS", auth, "WRONGPASS invalid or missing auth token", "77"},
    // ElastiCache, MemoryDB and Azure say what Redis says; of old, a replica was a slave.
    {"elasticache", lpush, "READONLY You can't write against a read only slave.", "retry"},
    {"elasticache", time_command, "ERR unknown command `ROLE`, with args beginning with: ", "77"},
    // Somebody else's.
    {"nobody", time_command, "", "77"},
    {"nobody", time_command, "teapot", "77"},
};

/// "retry", or the exit status.
std::string consequence(const Command& command, const std::string& text) {
  const ReplyMeaning meaning = meaning_of(command, {Reply::Type::error, 0, text, {}});
  return meaning.passes ? "retry" : std::to_string(static_cast<int>(meaning.exit));
}

}  // namespace

TEST_CASE("what servers and proxies say has the exit status that its source suggests") {
  for (const Saying& saying : sayings) {
    CAPTURE(saying.source);
    CAPTURE(saying.text);
    CHECK(consequence(saying.command, saying.text) == saying.outcome);
  }
}

TEST_CASE("no words of a server are a fault of ours") {
  for (const Saying& saying : sayings) {
    for (const Command& command : {Command{}, lpush, exec, time_command, select_one, auth}) {
      CAPTURE(saying.text);
      CHECK(consequence(command, saying.text) != "70");
    }
  }
}
