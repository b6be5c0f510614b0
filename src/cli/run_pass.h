// One run by the protocol, from a configuration that is loaded to what is said of it.
//
// Source:  sidetick(7), "One run".
// Order:   request -> attempts over Redis -> what is said -> exit status.
#pragma once

#include "cli/options/options.h"
#include "config/config.h"
#include "core/error.h"
#include "io/host/deadline.h"
#include "io/host/report.h"

namespace sidetick {

/// What a pass came to.
struct PassEnd {
  Exit exit;
};

/// Enqueues what is due by `config`, and tells it. `start` is when the work began, for the duration
/// that is told. Errors are reported, not thrown, and are the exit status.
PassEnd run_pass(const Options& options, const Config& config, Deadline::Clock::time_point start,
                 const Report& report);

}  // namespace sidetick
