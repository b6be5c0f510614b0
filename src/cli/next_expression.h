// next --cron EXPRESSION [NAME]: an expression of the command line, the zone that it is read in, and
// the name that an H in it is made of.
#pragma once

#include <memory>

#include "cli/options/options.h"
#include "core/schedule/ticks.h"
#include "core/time/zone.h"

namespace sidetick {

struct NextExpression {
  Timing timing;
  std::shared_ptr<const Zone> zone;  ///< its own, else that of --zone, else UTC
  std::string hashed;                ///< the expression with what each H in it became; "" without
};

/// Throws Error(Exit::usage) that says what is wrong with either.
NextExpression next_expression(const Options& options);

}  // namespace sidetick
