// next --format html: the ticks of a day or a week as a page.
#pragma once

#include "cli/options/options.h"
#include "core/error.h"
#include "io/host/report.h"

namespace sidetick {

/// Prints the page of what `options` ask for. Throws Error(Exit::usage) for more than eight days.
Exit next_page(const Options& options, const Report& report);

}  // namespace sidetick
