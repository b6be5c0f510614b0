// The job of a tick: payload and jid. The Sidekiq/Exq format lives here alone.
//
// Source:  https://github.com/sidekiq/sidekiq/wiki/Job-Format; sidetick(7), "The job".
// Units:   times in the payload are float seconds since the epoch with a decimal point, the one
//          form that Sidekiq 6, 7, 8 and Exq all read rightly.
#pragma once

#include <string>
#include <string_view>

#include "core/schedule/schedule.h"
#include "core/time/instant.h"

namespace sidetick {

/// "1527750039.25": at least one digit after the point, no more than are needed.
std::string float_seconds(ClockTime moment);

/// 24 hexadecimal digits made from namespace, schedule name and tick alone, so that the same tick
/// has the same jid on every host and after every failover. `key_namespace` without its colon.
std::string job_id(std::string_view key_namespace, std::string_view schedule, Instant tick);

/// The JSON of the job that `schedule` enqueues for `tick`.
std::string job_payload(const Schedule& schedule, Instant tick, std::string_view jid,
                        ClockTime enqueued_at);

}  // namespace sidetick
