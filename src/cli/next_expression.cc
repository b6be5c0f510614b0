#include "cli/next_expression.h"

#include "cli/options/time.h"
#include "core/cron/hashed_item.h"
#include "core/error.h"
#include "core/text/json.h"

namespace sidetick {

namespace {

std::string option_text(const Options& options) {
  return "--cron " + json_string(options.cron);
}

/// A NAME beside the expression is for an H in it.
CronExpr parse_expression(const Options& options) {
  std::optional<std::string_view> schedule;
  if (!options.names.empty()) schedule = options.names.front();
  try {
    CronExpr expr = CronExpr::parse(options.cron, schedule);
    if (options.names.size() == (expr.is_hashed() ? 1 : 0)) return expr;
    throw Error(Exit::usage,
                expr.is_hashed()
                    ? option_text(options) + ": has an H: give one NAME, of which it is made"
                    : "next: give schedule names, --cron or --cases, not two");
  } catch (const CronError& error) {
    throw Error(Exit::usage, option_text(options) + ": " + error.what());
  }
}

}  // namespace

NextExpression next_expression(const Options& options) {
  const CronExpr expr = parse_expression(options);
  const auto zone = expr.zone_name().empty() ? zone_option(options.zone)
                                             : named_zone(option_text(options), expr.zone_name());
  return {expr, zone, expr.is_hashed() ? without_hashes(options.cron, options.names.front()) : ""};
}

}  // namespace sidetick
