// Whether Redis takes every command that run, backfill, the switches, trigger and forget send.
//
// How:     reads are called. MULTI and EXEC are tried on an empty transaction. Writes are queued
//          behind a MULTI that has said OK, one at a time, up to the first reply that is neither
//          QUEUED nor an error, and discarded; where DISCARD is refused the connection is closed.
//          The first one that is queued is a read. Nothing is ever written.
// Source:  "Transactions", redis.io; core/doctor/needs.
#pragma once

#include "core/doctor/findings.h"
#include "core/doctor/request.h"

namespace sidetick {

/// Over connections of its own. Throws what connecting and Redis::exchange throw.
Findings look_at_commands(const DoctorRequest& request);

}  // namespace sidetick
