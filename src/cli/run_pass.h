// One run by the protocol, from a configuration that is loaded to what is said of it.
//
// Source:  sidetick(7), "One run".
// Order:   request -> attempts over Redis -> what is said -> exit status.
#pragma once

#include "cli/options/options.h"
#include "config/config.h"
#include "core/error.h"
#include "core/time/instant.h"
#include "io/host/deadline.h"
#include "io/host/report.h"
#include "io/redis/kept_connection.h"

namespace sidetick {

/// What a pass came to.
struct PassEnd {
  Exit exit;
  ClockTime now;                  ///< the present that it enqueued for
  ClockTime::duration held_back;  ///< how far that is behind this host's clock: see RunResult
};

/// Enqueues what is due by `config`, and tells it. `start` is when the work began, for the duration
/// that is told. The connection is that of `kept`, if any. Errors are reported, not thrown, and are the exit status.
PassEnd run_pass(const Options& options, const Config& config, Deadline::Clock::time_point start,
                 const Report& report, KeptConnection* kept = nullptr);

}  // namespace sidetick
