#include "support/schedules.h"
#include "core/schedule/schedule.h"
#include "core/time/instant.h"

namespace sidetick::test {

Instant at(std::string_view text) {
  return parse_instant(std::string(text) + "Z").value();
}

Schedule cron_schedule(const std::string& name, const std::string& expression) {
  Schedule schedule{};
  schedule.name = name;
  schedule.timing = CronExpr::parse(expression, name);
  schedule.expression = expression;
  schedule.zone = Zone::utc();
  schedule.job.class_name = "Worker";
  schedule.window = std::chrono::hours{1};
  return schedule;
}

}  // namespace sidetick::test
