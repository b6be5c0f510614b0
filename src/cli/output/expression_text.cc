#include "cli/output/expression_text.h"

#include "cli/output/time_text.h"

namespace sidetick {

std::string expression_text(const Schedule& schedule, TimeStyle style) {
  if (schedule.timing.as<CronExpr>() != nullptr) return schedule.expression;
  const At* at = schedule.timing.as<At>();
  const bool people = at != nullptr && style == TimeStyle::people;
  return std::string(timing_key(schedule.timing)) + " " +
         (people ? wall_text(at->instant, *schedule.zone) : schedule.expression);
}

}  // namespace sidetick
