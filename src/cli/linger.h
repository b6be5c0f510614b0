// run --for: pass after pass, each on time, and asleep between them.
//
// Source:  sidetick(1), --for; sidetick(7), "One run": each pass is a whole run by the protocol.
// Order:   pass -> a connection for the next -> sleep until the next tick or the full minute.
// Costs:   between two passes neither CPU time nor a command to Redis.
#pragma once

#include "cli/options/options.h"
#include "core/error.h"
#include "io/host/report.h"

namespace sidetick {

/// Stays for options.linger. Returns the exit status of the last pass; Exit::ok after a signal
/// between two passes.
Exit linger(const Options& options, const Report& report);

}  // namespace sidetick
