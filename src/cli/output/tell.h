// What a command has done: a line on standard output, or with --log logfmt or json an event.
//
// Source:  sidetick(1), "DIAGNOSTICS".
#pragma once

#include "io/host/report.h"

namespace sidetick {

/// The event's message is the line.
void tell(const Event& event, const Report& report);

}  // namespace sidetick
