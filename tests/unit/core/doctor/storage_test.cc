#include "core/doctor/storage.h"

#include <doctest/doctest.h>

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
    "# Persistence\r\naof_enabled:1\r\nrdb_last_bgsave_time_sec:-1\r\n"
    "# Replication\r\nrole:master\r\nconnected_slaves:1\r\nmin_slaves_good_slaves:1\r\n";

std::string with(const std::string& field, const std::string& value) {
  const auto begin = good.find("\n" + field + ":") + 1;
  std::string info = good;
  return info.replace(begin, good.find('\r', begin) - begin, field + ":" + value);
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

TEST_CASE("a server that saves nothing is warned of once it has had time to") {
  const std::string off = with("aof_enabled", "0");
  CHECK(complaints(off + "uptime_in_seconds:3599\r\n") ==
        "unknown persistence: AOF is off, and no RDB was saved since the server began, 59 min 59 s "
        "ago, which is too early to tell\n");
  CHECK(complaints(off + "uptime_in_seconds:3600\r\n") ==
        "warning persistence: AOF is off, and no RDB was saved since the server began, 1 h ago: a "
        "restart loses jobs, cursors and ledgers\n");
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

TEST_CASE("what INFO does not have is not known") {
  CHECK(complaints("") ==
        "unknown memory: not looked at: INFO has no maxmemory_policy\n"
        "unknown persistence: not looked at: INFO has no rdb_last_bgsave_time_sec\n");
}

}  // namespace sidetick::test
