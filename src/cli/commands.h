// The commands of sidetick, one file each.
#pragma once

#include "cli/options.h"
#include "core/error.h"
#include "io/report.h"

namespace sidetick {

Exit run_command(const Options& options, const Report& report);
Exit check_command(const Options& options, const Report& report);
Exit next_command(const Options& options, const Report& report);

}  // namespace sidetick
