#include "core/redis/error_reply.h"

#include <doctest/doctest.h>

using namespace sidetick;

namespace {

/// "75: message", "retry: message": what an error reply to a command comes to.
std::string outcome(const Command& command, const std::string& text) {
  try {
    throw_reply_error(command, {Reply::Type::error, 0, text, {}});
  } catch (const NotReady& error) {
    return std::string("retry: ") + error.what();
  } catch (const Error& error) {
    return std::to_string(static_cast<int>(error.exit)) + ": " + error.what();
  }
}

}  // namespace

TEST_CASE("a passing condition of the server is tried again") {
  CHECK(outcome({"TIME"}, "LOADING Redis is loading the dataset in memory") ==
        "retry: TIME: Redis is still loading its data (LOADING Redis is loading the dataset in "
        "memory)");
  CHECK(outcome({"LPUSH", "queue:a", "{}"},
                "READONLY You can't write against a read only replica.") ==
        "retry: LPUSH \"queue:a\": this Redis is a replica, not the primary (READONLY You can't "
        "write against a read only replica)");
  for (const char* text :
       {"MASTERDOWN Link with MASTER is down", "NOREPLICAS Not enough good replicas to write.",
        "TRYAGAIN Multiple keys request during rehashing of slot",
        "CLUSTERDOWN The cluster is down", "BUSY Redis is busy running a script.",
        "MOVED 3999 127.0.0.1:6381", "ASK 3999 127.0.0.1:6381", "ERR max number of clients reached",
        "LOADING Valkey is loading the dataset in memory"}) {
    CAPTURE(text);
    CHECK(outcome({"TIME"}, text).substr(0, 6) == "retry:");
  }
}

TEST_CASE("a full or read-only server is left to the next run, in plain words") {
  CHECK(outcome({"ZADD", "pushed:a", "1", "1"},
                "OOM command not allowed when used memory > 'maxmemory'.") ==
        "75: ZADD \"pushed:a\": Redis is full: it has reached maxmemory and may evict nothing (OOM "
        "command not allowed when used memory > 'maxmemory')");
  CHECK(outcome({"HSET", "cursors"}, "MISCONF Redis is configured to save RDB snapshots") ==
        "75: HSET \"cursors\": Redis takes no writes, for it cannot save its data to disk (MISCONF "
        "Redis is configured to save RDB snapshots)");
}

TEST_CASE("a refusal names the command and the key") {
  CHECK(
      outcome({"WATCH", "exq:sidetick:cursors"},
              "NOPERM this user has no permissions to access one of the keys used as arguments") ==
      "77: WATCH \"exq:sidetick:cursors\": the ACL of this user does not allow it (NOPERM this "
      "user has "
      "no permissions to access one of the keys used as arguments)");
  CHECK(outcome({"TIME"}, "NOAUTH Authentication required.") ==
        "77: TIME: Redis wants a password (NOAUTH Authentication required)");
  CHECK(outcome({"ZADD", "a"}, "ERR unknown command 'ZADD', with args beginning with: 'a'")
            .substr(0, 3) == "77:");
}

TEST_CASE("of AUTH neither an argument nor the server's words are shown") {
  CHECK(outcome({"AUTH", "hunter2"},
                "ERR unknown command 'AUTH', with args beginning with: 'hunter2'") ==
        "77: AUTH: this server lacks the command or has renamed it; Redis 6.2 or later is needed "
        "(ERR)");
  CHECK(outcome({"AUTH", "user", "hunter2"}, "WRONGPASS invalid username-password pair hunter2") ==
        "77: AUTH: user or password is wrong, or the user is disabled (WRONGPASS)");
  CHECK(
      outcome({"AUTH", "hunter2"}, "ERR AUTH <password> called without any password configured") ==
      "77: AUTH: Redis refuses to authenticate; is a password set on the server? (ERR)");
}

TEST_CASE("data, cluster and database that do not fit have exit statuses of their own") {
  CHECK(outcome({"LPUSH", "queue:a"}, "WRONGTYPE Operation against a key").substr(0, 3) == "65:");
  CHECK(outcome({"WATCH", "a"}, "CROSSSLOT Keys in request don't hash to the same slot")
            .substr(0, 3) == "78:");
  CHECK(outcome({"SELECT", "99"}, "ERR DB index is out of range").substr(0, 3) == "78:");
  CHECK(outcome({"ZADD", "a"}, "ERR syntax error") ==
        "77: ZADD \"a\": refused for a reason that is not known; is this Redis 6.2 or later, "
        "without a "
        "proxy? (ERR syntax error)");
}

TEST_CASE("what a proxy or a hosted Redis says is no fault of ours") {
  CHECK(
      outcome({"WATCH", "a"}, "unsupported command 'watch'") ==
      "77: WATCH \"a\": a proxy stands before Redis that does not have it: WATCH, MULTI and EXEC "
      "are "
      "needed, which twemproxy and Envoy do not have; connect to Redis itself (unsupported command "
      "'watch')");
  CHECK(outcome({"TIME"}, "upstream failure") ==
        "retry: TIME: the proxy has lost Redis (upstream failure)");
  CHECK(outcome({"TIME"}, "no upstream host").starts_with("retry: TIME: the proxy has no Redis"));
  CHECK(outcome({"TIME"}, "ERR max requests limit exceeded. Limit: 500000, Usage: 500001.") ==
        "75: TIME: the quota of this Redis is used up (ERR max requests limit exceeded. Limit: "
        "500000, Usage: 500001)");
}

TEST_CASE("what a server says is cut short and kept to one printable line") {
  CHECK(outcome({"TIME"}, "LOADING \x1b[31m\r\nsidetick: all is well") ==
        "retry: TIME: Redis is still loading its data (LOADING ?[31m??sidetick: all is well)");
  CHECK(outcome({"TIME"}, std::string(100000, 'x')).size() < 300);
}

TEST_CASE("a command is described by its name and first key") {
  CHECK(describe({"TIME"}) == "TIME");
  CHECK(describe({"SELECT", "3"}) == "SELECT");
  CHECK(describe({"WATCH", "a"}) == "WATCH \"a\"");
  CHECK(describe({"WATCH", "a", "b", "c"}) == "WATCH \"a\" and 2 more");
  CHECK(describe({}) == "connection");
}

TEST_CASE("an EXEC that is refused means what its reason means") {
  const Reply reply{
      Reply::Type::error,
      0,
      "EXECABORT Transaction discarded because of: NOPERM this user has no permissions to "
      "run the 'exec' command",
      {}};
  try {
    throw_reply_error({"EXEC"}, reply);
  } catch (const Error& error) {
    CHECK(error.exit == Exit::refused);
    CHECK(std::string(error.what()).starts_with("EXEC: the ACL of this user does not allow it ("));
  }
}
