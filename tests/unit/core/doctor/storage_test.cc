#include "core/doctor/storage.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace sidetick::test {
namespace {

/// "warning persistence", a line each, of a check that is not ok.
std::string complaints(const std::string& info, int min_replicas = 0) {
  std::string text;
  const Findings findings = look_at_storage(Info(info), min_replicas);
  for (const auto& each : findings.all()) {
    if (each.state == FindingState::ok) continue;
    text += each.state == FindingState::warning ? "warning " : "unknown ";
    text += each.check + ": " + each.text + "\n";
  }
  return text;
}

const std::string good =
    "# Memory\r\nused_memory:900\r\nmaxmemory:2000\r\nmaxmemory_policy:noeviction\r\n\r\n"
    "# Persistence\r\naof_enabled:1\r\n"
    "# Replication\r\nrole:master\r\nconnected_slaves:1\r\nmin_slaves_good_slaves:1\r\n";

std::string with(const std::string& field, const std::string& value) {
  const auto begin = good.find("\n" + field + ":") + 1;
  std::string info = good;
  return info.replace(begin, good.find('\r', begin) - begin, field + ":" + value);
}

/// Of a server without AOF that began 5 days ago, or so many seconds, and saved its last RDB later;
/// in the first second there is none yet.
std::string rdb(int saved_ago, int changes, int began_ago = 5 * 86400) {
  constexpr long long now = 1'772'366'400;
  const Findings findings = look_at_storage(
      Info("aof_enabled:0\r\nserver_time_usec:" + std::to_string(now) + "000123\r\n" +
           "uptime_in_seconds:" + std::to_string(began_ago) + "\r\n" +
           "rdb_last_save_time:" + std::to_string(now - saved_ago) + "\r\n" +
           "rdb_changes_since_last_save:" + std::to_string(changes) + "\r\n"),
      0);
  const auto each = std::ranges::find(findings.all(), "persistence", &Finding::check);
  const std::string state = each->state == FindingState::ok        ? "ok"
                            : each->state == FindingState::warning ? "warning"
                                                                   : "unknown";
  return state + ": " + each->text;
}

}  // namespace

TEST_CASE("a server that keeps what it is given") {
  CHECK(complaints(good) == "");
}

TEST_CASE("keys that are evicted, and memory that is nearly full") {
  CHECK(complaints(with("maxmemory_policy", "allkeys-lru")) ==
        "warning memory: maxmemory-policy is allkeys-lru: where memory is short, Redis drops jobs, "
        "cursors and ledgers\n");
  CHECK(complaints(with("used_memory", "1899")) ==
        "warning memory: 90% of maxmemory is used: once it is full, nothing is enqueued\n");
  CHECK(complaints(with("maxmemory", "0")) == "");
}

TEST_CASE("whether RDBs are saved is told by how old the last one is, and what came since") {
  CHECK(rdb(60, 5) == "ok: AOF is off; the last RDB is of 1 min ago");
  CHECK(rdb(86400, 0) ==
        "ok: AOF is off; the last RDB is of 1 d ago, and nothing has changed since");
  CHECK(rdb(7199, 1) == "ok: AOF is off; the last RDB is of 1 h 59 min ago");
  CHECK(rdb(7200, 1) ==
        "warning: AOF is off, and 1 change is in no RDB, the last of which is of 2 h ago: a crash "
        "loses jobs, cursors and ledgers");
}

TEST_CASE("a server that has saved no RDB is warned of once it has had time to, and something to") {
  CHECK(
      rdb(7199, 5, 7199) ==
      "unknown: AOF is off, and no RDB was saved since the server began, 1 h 59 min ago: it is too "
      "early to tell whether one will be");
  CHECK(rdb(7200, 5, 7200) ==
        "warning: AOF is off, and 5 changes are in no RDB since the server began, 2 h ago: a crash "
        "loses jobs, cursors and ledgers");
  CHECK(rdb(86400, 0, 86400) ==
        "unknown: AOF is off, and nothing has changed since the server began, 1 d ago: whether an "
        "RDB will be saved cannot be told");
  CHECK(complaints(good + "rdb_last_bgsave_status:err\r\n") ==
        "warning persistence: the last RDB failed (rdb_last_bgsave_status)\n");
}

TEST_CASE("replicas that are asked for, or that a failover would need") {
  CHECK(
      complaints(with("connected_slaves", "0"), 1) ==
      "warning replicas: min_replicas is 1, and 0 are connected: each run that enqueues waits for "
      "a second, and warns\n");
  CHECK(complaints(with("min_slaves_good_slaves", "")) ==
        "warning replicas: min-replicas-to-write is not set: a primary that is cut off goes on "
        "taking jobs, which a failover loses\n");
}

TEST_CASE("a replica that is good enough for min-replicas-to-write") {
  CHECK(
      complaints(with("min_slaves_good_slaves", "0")) ==
      "warning replicas: min-replicas-to-write is set, and no replica is good enough for it: Redis "
      "takes no writes\n");
}

TEST_CASE("what INFO does not have is not known") {
  CHECK(complaints("") ==
        "unknown memory: not looked at: INFO has no maxmemory_policy\n"
        "unknown persistence: not looked at: INFO does not tell of the last RDB\n");
}

}  // namespace sidetick::test
