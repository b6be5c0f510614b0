// What is wrong with a configuration, as it is told on standard error.
//
// Source:  sidetick(1), "DIAGNOSTICS". On a terminal the line of the file stands below each error,
//          with a caret, and at the end how many there are.
#pragma once

#include "config/config.h"
#include "io/host/report.h"

namespace sidetick {

/// Reports the warnings and the problems of `config`.
void report_problems(const Config& config, const Report& report);

}  // namespace sidetick
