// How long a job has been waiting in its queue.
//
// Source:  enqueued_at of Sidekiq's job format: seconds, with a fraction, up to Sidekiq 7;
//          milliseconds from 8 on (sidekiq/lib/sidekiq/client.rb).
#pragma once

#include <optional>
#include <string>

#include "core/time/instant.h"

namespace sidetick {

/// Of the job `payload`, whoever pushed it, at `now`; nothing when it does not say. Never negative.
std::optional<Seconds> waiting_time(const std::string& payload, Instant now);

}  // namespace sidetick
