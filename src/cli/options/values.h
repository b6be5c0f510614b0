// The values of options, from what was typed to what is meant.
//
// Source:  sidetick(1).
// Knows nothing of CLI11, nor of which command has which option; but --format has other values in some.
#pragma once

#include <string>

#include "cli/options/options.h"

namespace sidetick {

/// Values as typed, before they are checked; "" when absent.
struct Typed {
  bool quiet = false;
  bool verbose = false;
  bool version = false;
  std::string log;
  std::string colour;
  std::string format;
  std::string deadline;
  std::string linger;
  std::string count;
  std::string rate;
  std::string limit;
  std::string max_lag;
};

/// Puts the values into `options`, whose command is known. Throws Error(Exit::usage), which names the option, the value and
/// what is allowed.
void read_values(const Typed& typed, Options& options);

/// Throws Error(Exit::usage) with `message`.
[[noreturn]] void fail_usage(const std::string& message);

}  // namespace sidetick
