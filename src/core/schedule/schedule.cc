#include "core/schedule/schedule.h"

#include <algorithm>

namespace sidetick {

bool is_queue_name(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](unsigned char c) { return c > 0x20 && c != 0x7f; });
}

const char* timing_key(const Timing& timing) {
  if (std::holds_alternative<CronExpr>(timing)) return "cron";
  return std::holds_alternative<Every>(timing) ? "every" : "at";
}

std::set<std::string> queue_names(const std::vector<Schedule>& schedules) {
  std::set<std::string> names;
  for (const Schedule& schedule : schedules) names.insert(schedule.job.queue);
  return names;
}

}  // namespace sidetick
