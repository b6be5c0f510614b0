// A job as Sidekiq and Exq keep it in Redis: in a queue, in a sorted set, or with a process.
//
// Source:  https://github.com/sidekiq/sidekiq/wiki/Job-Format; sidekiq/sidekiq,
//          lib/sidekiq/job_retry.rb (retry_count, error_class), lib/sidekiq/processor.rb
//          (queue, payload, run_at); akira/exq, lib/exq/serializers/json_serializer.ex,
//          lib/exq/redis/job_queue.ex (retry_or_fail_job).
// Units:   Instants; float or whole seconds in the texts.
// Knows nothing of Redis.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time/instant.h"

namespace sidetick {

enum class JobPlace {
  waiting,   ///< in its queue
  working,   ///< a process has it
  retrying,  ///< failed, and to be tried again
  scheduled,
  dead,
  gone,  ///< in none of these: it is done, or was deleted
};

struct JobRecord {
  JobPlace place = JobPlace::gone;
  std::string queue{};               ///< in which it waits, or from which it was taken
  std::size_t position = 0;          ///< waiting: 1 is the next that a worker takes
  std::size_t of = 0;                ///< waiting: how many do
  std::string process{};             ///< working
  std::optional<Instant> at{};       ///< working, dead: since; retrying, scheduled: when it comes
  std::optional<long long> retry{};  ///< which try of the retries comes next, from 1 on
  std::string error{};               ///< "ArgumentError: no such user"; "" when it has not failed
  bool is_backfill = false;
  std::vector<std::string> unread{};  ///< the keys that were not read to their ends
};

/// The job with this jid, if `payload` is that one, with what it says itself.
std::optional<JobRecord> read_job(std::string_view payload, std::string_view jid);

/// The same of what a process notes of a job that it works at: {"queue", "payload", "run_at"}, in
/// which the payload is a JSON text or, in older versions, an object.
std::optional<JobRecord> read_work(std::string_view text, std::string_view jid);

/// A score of a sorted set, as Redis writes it. Nothing when it is no time of ours.
std::optional<Instant> parse_score(std::string_view text);

}  // namespace sidetick
