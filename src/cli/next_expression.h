// next --cron EXPRESSION: an expression of the command line, and the zone that it is read in.
#pragma once

#include <memory>

#include "cli/options/options.h"
#include "core/schedule/ticks.h"
#include "core/time/zone.h"

namespace sidetick {

struct NextExpression {
  Timing timing;
  std::shared_ptr<const Zone> zone;  ///< its own, else that of --zone, else UTC
};

/// Throws Error(Exit::usage) that says what is wrong with either.
NextExpression next_expression(const Options& options);

}  // namespace sidetick
