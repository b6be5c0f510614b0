#include "core/doctor/storage.h"

#include <algorithm>

#include "core/text/counted.h"
#include "core/text/quote.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

/// From here on a queue that grows soon has no room.
constexpr long long nearly_full_percent = 90;

/// A server that keeps to Redis' own defaults saves a change within an hour (`save 3600 1`); the other
/// one is for the saving itself.
constexpr Seconds time_to_save = std::chrono::hours{2};

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

/// What INFO tells of RDBs on the disk: when the last one was written, which is when the server began
/// until there is one, and how much has changed since. rdb_last_bgsave_time_sec is that of the fork
/// which a replica gets its data from, too.
struct LastSave {
  bool is_rdb;  ///< false: it is the beginning of the server
  Seconds ago;
  long long changes;
};

std::optional<LastSave> last_save(const Info& info) {
  const auto at = info.number("rdb_last_save_time");
  const auto now = info.number("server_time_usec");
  const auto up = info.number("uptime_in_seconds");
  const auto changes = info.number("rdb_changes_since_last_save");
  if (!at || !now || !up || !changes) return std::nullopt;
  const Seconds ago{std::max(*now / 1'000'000 - *at, 0LL)};
  return LastSave{ago < Seconds{*up}, ago, *changes};
}

void add_unsaved(const LastSave& last, Findings& findings) {
  const std::string ago = length_text(last.ago) + " ago";
  findings.warn("persistence",
                "AOF is off, and " + counted(static_cast<std::size_t>(last.changes), "change") +
                    (last.changes == 1 ? " is" : " are") + " in no RDB" +
                    (last.is_rdb ? ", the last of which is of " : " since the server began, ") +
                    ago + ": a crash loses jobs, cursors and ledgers",
                "set appendonly yes, or save");
}

void add_persistence(const Info& info, Findings& findings) {
  if (info.text("aof_enabled") == "1") return findings.ok("persistence", "AOF is on");
  const auto last = last_save(info);
  if (!last) return findings.skip("persistence", "INFO does not tell of the last RDB");
  if (last->changes > 0 && last->ago >= time_to_save) return add_unsaved(*last, findings);
  const std::string ago = length_text(last->ago) + " ago";
  const bool changed = last->changes > 0;
  if (last->is_rdb) {
    return findings.ok("persistence", "AOF is off; the last RDB is of " + ago +
                                          (changed ? "" : ", and nothing has changed since"));
  }
  findings.unknown("persistence",
                   changed ? "AOF is off, and no RDB was saved since the server began, " + ago +
                                 ": it is too early to tell whether one will be"
                           : "AOF is off, and nothing has changed since the server began, " + ago +
                                 ": whether an RDB will be saved cannot be told");
}

void add_good_replicas(long long good, Findings& findings) {
  if (good > 0) {
    return findings.ok("replicas",
                       "good enough for min-replicas-to-write: " + std::to_string(good));
  }
  findings.warn(
      "replicas",
      "min-replicas-to-write is set, and no replica is good enough for it: Redis takes no "
      "writes",
      "connect a replica, or see why those that there are lag");
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
  // Told only where min-replicas-to-write is set; how many it wants is not.
  if (const auto good = info.number("min_slaves_good_slaves")) {
    add_good_replicas(*good, findings);
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
