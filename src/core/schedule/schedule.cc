#include "core/schedule/schedule.h"

#include <algorithm>

#include "core/cron/hashed_item.h"

namespace sidetick {

bool is_queue_name(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](unsigned char c) { return c > 0x20 && c != 0x7f; });
}

std::string_view word_of(Missed missed) {
  return std::ranges::find(missed_words, missed, &std::pair<std::string_view, Missed>::second)
      ->first;
}

const char* timing_key(const Timing& timing) {
  if (timing.as<CronExpr>() != nullptr) return "cron";
  return timing.as<At>() != nullptr ? "at" : "every";
}

std::string expression_read(const Schedule& schedule) {
  const auto* cron = schedule.timing.as<CronExpr>();
  if (cron == nullptr || !cron->is_hashed()) return schedule.expression;
  return without_hashes(schedule.expression, schedule.name);
}

std::set<std::string> queue_names(const std::vector<Schedule>& schedules) {
  std::set<std::string> names;
  for (const Schedule& schedule : schedules) names.insert(schedule.job.queue);
  return names;
}

}  // namespace sidetick
