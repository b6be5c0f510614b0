#include "core/doctor/storage.h"

#include "core/text/quote.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

/// From here on a queue that grows soon has no room.
constexpr long long nearly_full_percent = 90;

/// A server that keeps to Redis' own defaults has saved something by then: `save 3600 1`.
constexpr Seconds time_to_save = std::chrono::hours{1};

void add_policy(const Info& info, Findings& findings) {
  const std::string& policy = info.text("maxmemory_policy");
  if (policy.empty()) return findings.skip("memory", "INFO has no maxmemory_policy");
  if (policy == "noeviction") return findings.ok("memory", "nothing is evicted");
  findings.warn("memory",
                "maxmemory-policy is " + escape_controls(policy) +
                    ": where memory is short, Redis drops jobs, cursors and ledgers",
                "set maxmemory-policy noeviction, and give caches a Redis of their own");
}

void add_room(const Info& info, Findings& findings) {
  const auto most = info.number("maxmemory").value_or(0);
  const auto used = info.number("used_memory").value_or(0);
  if (most <= 0) return;
  const auto percent = used / (most / 100 + 1);
  const std::string text = std::to_string(percent) + "% of maxmemory is used";
  if (percent < nearly_full_percent) return findings.ok("memory", text);
  findings.warn("memory", text + ": once it is full, nothing is enqueued",
                "raise maxmemory, or see which queue grows");
}

void add_failed_save(const Info& info, const std::string& field, const char* what,
                     Findings& findings) {
  if (info.text(field) != "err") return;
  findings.warn("persistence", std::string("the last ") + what + " failed (" + field + ")",
                "see Redis' log: a full disk, or too little memory to fork");
}

void add_persistence(const Info& info, Findings& findings) {
  if (info.text("aof_enabled") == "1") return findings.ok("persistence", "AOF is on");
  const auto last = info.number("rdb_last_bgsave_time_sec");
  if (!last) return findings.skip("persistence", "INFO has no rdb_last_bgsave_time_sec");
  if (*last >= 0) return findings.ok("persistence", "RDB is saved; AOF is off");
  const Seconds up{info.number("uptime_in_seconds").value_or(0)};
  const std::string text =
      "AOF is off, and no RDB was saved since the server began, " + length_text(up) + " ago";
  if (up < time_to_save) {
    return findings.unknown("persistence", text + ", which is too early to tell");
  }
  findings.warn("persistence", text + ": a restart loses jobs, cursors and ledgers",
                "set appendonly yes, or save");
}

void add_replicas(const Info& info, int min_replicas, Findings& findings) {
  if (info.text("role") == "slave") return;
  const auto connected = info.number("connected_slaves").value_or(0);
  if (min_replicas > connected) {
    findings.warn("replicas",
                  "min_replicas is " + std::to_string(min_replicas) + ", and " +
                      std::to_string(connected) +
                      " are connected: each run that "
                      "enqueues waits for a second, and warns",
                  "connect a replica, or take min_replicas out of [redis]");
  }
  // Told only where min-replicas-to-write is set.
  if (const auto good = info.number("min_slaves_good_slaves")) {
    findings.ok("replicas", std::to_string(*good) + " are good enough for min-replicas-to-write");
  } else if (connected > 0) {
    findings.warn("replicas",
                  "min-replicas-to-write is not set: a primary that is cut off goes on taking "
                  "jobs, which a failover loses",
                  "set min-replicas-to-write 1");
  }
}

}  // namespace

Findings look_at_storage(const Info& info, int min_replicas) {
  Findings findings;
  add_policy(info, findings);
  add_room(info, findings);
  add_failed_save(info, "rdb_last_bgsave_status", "RDB", findings);
  add_failed_save(info, "aof_last_write_status", "write to the AOF", findings);
  add_persistence(info, findings);
  add_replicas(info, min_replicas, findings);
  return findings;
}

}  // namespace sidetick
