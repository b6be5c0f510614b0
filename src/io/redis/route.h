// The way to Redis, step by step, for doctor: sentinels, name, connection, certificate.
//
// Source:  sidetick(1), "doctor". Each step is what connect does too, in its words; nothing is sent but
//          to sentinels, and what TLS needs.
#pragma once

#include "core/doctor/findings.h"
#include "core/redis/settings.h"
#include "core/time/instant.h"
#include "io/host/deadline.h"

namespace sidetick {

/// Ends with the first failure. `now` is for the days that a certificate has left.
Findings look_at_route(const RedisSettings& settings, const Deadline& deadline, Instant now);

}  // namespace sidetick
