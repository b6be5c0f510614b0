#include "cli/output/expression_text.h"

#include "cli/output/time_text.h"

namespace sidetick {

std::string hashed_expression(const Schedule& schedule) {
  const auto* cron = schedule.timing.as<CronExpr>();
  return cron != nullptr && cron->is_hashed() ? expression_read(schedule) : "";
}

std::string expression_text(const Schedule& schedule, TimeStyle style) {
  if (schedule.timing.as<CronExpr>() != nullptr) {
    const std::string hashed = hashed_expression(schedule);
    return schedule.expression + (hashed.empty() ? "" : " (" + hashed + ")");
  }
  const At* at = schedule.timing.as<At>();
  const bool people = at != nullptr && style == TimeStyle::people;
  return std::string(timing_key(schedule.timing)) + " " +
         (people ? wall_text(at->instant, *schedule.zone) : schedule.expression);
}

}  // namespace sidetick
