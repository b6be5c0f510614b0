// The wrapping that ActiveJob's Sidekiq adapter puts around a job.
//
// Source:  activejob/lib/active_job/core.rb (`serialize`) and queue_adapters/sidekiq_adapter.rb of
//          Rails 4.2 to 8.1; lib/active_job/queue_adapters/sidekiq_adapter.rb of Sidekiq 7.3 to 8.
// Class:   Sidekiq 8 writes Sidekiq::ActiveJob::Wrapper, which neither Rails nor an older Sidekiq
//          knows. The name from Rails is loaded by all of them: Sidekiq 8 keeps it as an alias.
// Nulls:   locale and timezone stay null, so that the worker's own hold: a scheduler has none.
#pragma once

#include <string>
#include <string_view>

#include "core/schedule/schedule.h"

namespace sidetick {

/// The class that workers are asked to run; the job's own class is the payload's `wrapped`.
inline constexpr std::string_view active_job_wrapper =
    "ActiveJob::QueueAdapters::SidekiqAdapter::JobWrapper";

/// A UUID made of the 24 digits of `jid` and nothing else: version 8 (RFC 9562).
std::string active_job_id(std::string_view jid);

/// The wrapper's arguments: an array of the one object that ActiveJob deserializes. `arguments` is
/// a JSON array, `enqueued_at` ISO 8601.
std::string active_job_args(const JobSpec& job, std::string_view arguments, std::string_view jid,
                            std::string_view enqueued_at);

}  // namespace sidetick
