#include "cli/next_expression.h"

#include "cli/options/time.h"
#include "core/error.h"
#include "core/text/json.h"

namespace sidetick {

namespace {

CronExpr parse_expression(const std::string& text) {
  try {
    return CronExpr::parse(text);
  } catch (const CronError& error) {
    throw Error(Exit::usage, "--cron " + json_string(text) + ": " + error.what());
  }
}

}  // namespace

NextExpression next_expression(const Options& options) {
  const CronExpr expr = parse_expression(options.cron);
  const auto zone = expr.zone_name().empty()
                        ? zone_option(options.zone)
                        : named_zone("--cron " + json_string(options.cron), expr.zone_name());
  return {expr, zone};
}

}  // namespace sidetick
