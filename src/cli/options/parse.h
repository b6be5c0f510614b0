// Reads the command line, with CLI11.
//
// Source:  sidetick(1).
#pragma once

#include "cli/options/options.h"

namespace sidetick {

/// Reads argv. Throws Error(Exit::usage).
Options parse_options(int argc, char** argv);

}  // namespace sidetick
