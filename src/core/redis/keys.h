// Every Redis key that sidetick reads or writes, here alone.
//
// Source:  sidetick(7), "Redis keys". The names that begin with sidekiq-scheduler: are that
//          program's. Those of retries, the dead and processes are Sidekiq's (lib/sidekiq/api.rb,
//          lib/sidekiq/launcher.rb) and Exq's (akira/exq, lib/exq/redis/job_queue.ex, job_stat.ex).
#pragma once

#include <string>
#include <string_view>

namespace sidetick {

struct RedisSettings;

class Keys {
 public:
  explicit Keys(const RedisSettings& settings);
  /// `key_namespace` and `scheduler_prefix` without their colons. An empty prefix: the namespace;
  /// one that ends in a full stop gets no colon.
  Keys(std::string_view key_namespace, std::string_view scheduler_prefix);

  std::string queues() const { return namespace_ + "queues"; }
  std::string queue(std::string_view name) const {
    return namespace_ + "queue:" + std::string(name);
  }
  /// Sorted sets of jobs: by when they are to be taken again, by when they died.
  std::string retries() const { return namespace_ + "retry"; }
  std::string scheduled() const { return namespace_ + "schedule"; }
  std::string dead() const { return namespace_ + "dead"; }
  /// The set of the names of worker processes; a hash of each; and a hash of what each works at,
  /// Sidekiq 7's and that of Sidekiq 6 and Exq.
  std::string processes() const { return namespace_ + "processes"; }
  std::string process(std::string_view name) const { return namespace_ + std::string(name); }
  std::string work(std::string_view name) const { return process(name) + ":work"; }
  std::string workers(std::string_view name) const { return process(name) + ":workers"; }
  /// Exq's list of what a process has taken from a queue and is not through with.
  std::string backup(std::string_view name, std::string_view of_queue) const {
    return queue("backup::" + std::string(name) + "::" + std::string(of_queue));
  }

  std::string schedules() const { return prefix_ + "schedules"; }
  std::string states() const { return prefix_ + "sidekiq-scheduler:states"; }
  std::string last_times() const { return prefix_ + "sidekiq-scheduler:last_times"; }
  std::string next_times() const { return prefix_ + "sidekiq-scheduler:next_times"; }
  std::string last_runs() const { return prefix_ + "sidekiq-scheduler:last_runs"; }
  std::string ledger(std::string_view name) const {
    return joined(prefix_, "sidekiq-scheduler:pushed:", name);
  }

  std::string cursors() const { return prefix_ + "sidetick:cursors"; }
  /// The ledger of what backfills have enqueued, also of ticks that the ledger of runs has
  /// forgotten.
  std::string backfilled(std::string_view name) const {
    return joined(prefix_, "sidetick:backfilled:", name);
  }

  /// sidekiq-cron's set of the keys of its jobs: of version 1, or of a namespace of version 2.
  std::string cron_jobs(std::string_view cron_namespace) const {
    return namespace_ + "cron_jobs" +
           (cron_namespace.empty() ? "" : ":" + std::string(cron_namespace));
  }

  /// Sidekiq Pro's set of the queues that are paused.
  std::string paused() const { return namespace_ + "paused"; }

  /// What jids are made from, beside schedule and tick: the scheduler's prefix without its colon.
  std::string_view job_prefix() const {
    std::string_view prefix = prefix_;
    if (prefix.ends_with(':')) prefix.remove_suffix(1);
    return prefix;
  }

  /// The namespace with its colon, or "".
  const std::string& name_prefix() const { return namespace_; }

 private:
  /// In one piece of memory: a transaction has some of these for each of its schedules.
  static std::string joined(std::string_view prefix, std::string_view kind, std::string_view name) {
    std::string key;
    key.reserve(prefix.size() + kind.size() + name.size());
    return key.append(prefix).append(kind).append(name);
  }

  std::string namespace_;
  std::string prefix_;
};

}  // namespace sidetick
