// What is wrong with a configuration, as it is told on standard error.
//
// Source:  sidetick(1), "DIAGNOSTICS". On a terminal the line of the file stands below each error,
//          with a caret, and at the end how many there are.
#pragma once

#include "config/config.h"
#include "io/host/report.h"

namespace sidetick {

/// Reports the errors of `config`.
void report_problems(const Config& config, const Report& report);

/// Reports its notes, its warnings with their names, which `allow` takes, and its errors. `strict`:
/// warnings are shown as the errors that they are then.
void report_findings(const Config& config, bool strict, const Report& report);

}  // namespace sidetick
