// `status --max-lag`: one line and an exit code for Nagios and what speaks its language.
//
// Source:  Monitoring Plugins Development Guidelines: SERVICE STATE - text | performance data;
//          0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.
//          CRITICAL  a schedule is later than it may be, is wrong in the file, or no run has ever
//                    seen one
//          WARNING   nothing is late, but something is to be looked at: what a run would warn of,
//                    a schedule that no run has seen, ticks that were dropped in the last 24 hours
//          UNKNOWN   the configuration is wrong as a whole, or Redis refuses the user
#pragma once

#include <string>

#include "cli/options/options.h"
#include "core/admin/status.h"
#include "core/error.h"

namespace sidetick {

enum class NagiosState { ok = 0, warning = 1, critical = 2, unknown = 3 };

struct NagiosAnswer {
  NagiosState state;
  std::string line;  ///< with its newline
};

/// For --max-lag of `options`. `wrong`: how many schedules of the file are wrong.
NagiosAnswer nagios_answer(const Options& options, const StatusRequest& request,
                           const Status& status, std::size_t wrong);

/// The answer when the status could not be had, for `exit`.
NagiosAnswer nagios_failure(Exit exit, const std::string& message);

/// As the exit status of the program.
Exit nagios_exit(NagiosState state);

}  // namespace sidetick
