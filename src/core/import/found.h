// What other schedulers left in Redis, as it was found there; core/import/json_file.h reads the same of
// a file.
//
// Source:  sidekiq-scheduler 2 to 5, redis_manager.rb; exq-scheduler 1, storage.ex; sidekiq-cron
//          1 and 2, job.rb:
//            schedules                          hash name -> JSON       the first two
//            sidekiq-scheduler:states           hash name -> {"enabled":false}
//            sidekiq-scheduler:last_runs        hash of names           exq-scheduler alone
//            cron_jobs, cron_jobs:NAMESPACE     set of keys             sidekiq-cron 1 and 2
//            cron_job:NAME, cron_job:NAMESPACE:NAME     hash of fields
// Reads only, and without KEYS or SCAN: sidekiq-cron's other namespaces must be named.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/redis/redis.h"

namespace sidetick {

enum class Program { sidekiq_scheduler, exq_scheduler, sidekiq_cron };

/// "sidekiq-cron"
std::string_view program_name(Program program);

/// The program of this name; nothing when there is none.
std::optional<Program> program_named(std::string_view name);

/// Where to look.
struct ImportQuery {
  std::string key_namespace;                   ///< without the colon
  std::string scheduler_prefix;                ///< "" for the namespace
  std::optional<Program> from;                 ///< nothing: whatever is there
  std::vector<std::string> cron_namespaces{};  ///< of sidekiq-cron 2; none: "default"
};

/// A hash that sidekiq-cron wrote.
struct CronJob {
  std::string key;
  std::string cron_namespace;                 ///< of sidekiq-cron 2; "" in version 1
  std::map<std::string, std::string> fields;  ///< none when the hash is gone
  bool is_hash = true;
  std::vector<std::string> notes{};  ///< on keys of a file that sidekiq-cron does not read
};

struct ImportFound {
  ImportQuery query;
  std::string file{};                            ///< where it was read; "" for Redis
  std::map<std::string, std::string> schedules;  ///< name -> JSON
  std::map<std::string, std::string> states;     ///< name -> JSON
  std::set<std::string> exq_names;               ///< with a last run of exq-scheduler's
  std::set<std::string> own_names;               ///< with a cursor: published by sidetick itself
  std::vector<CronJob> cron_jobs;

  /// The programs whose schedules are there; without --from, what sidetick published does not
  /// count.
  std::vector<Program> programs() const;
};

/// Two round trips at most. Throws what core/redis/error_reply throws.
ImportFound find_imports(Redis& redis, const ImportQuery& query);

}  // namespace sidetick
