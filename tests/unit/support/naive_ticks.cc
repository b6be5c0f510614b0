#include "support/naive_ticks.h"

#include <algorithm>
#include <set>

#include "core/time/instant.h"

namespace sidetick {
namespace {

bool fires(NaiveCron& cron, const Step& step) {
  if (cron.follows_elapsed_time()) return cron.matches(step.wall);
  if (step.first_showing && cron.matches(step.wall)) return true;
  return std::any_of(step.skipped.begin(), step.skipped.end(),
                     [&](WallClock wall) { return cron.matches(wall); });
}

}  // namespace

std::vector<Step> walk(Instant begin, Instant end, Seconds step,
                       const std::function<Seconds(Instant)>& offset_at) {
  std::vector<Step> steps;
  std::set<WallClock> shown;
  for (Instant at = begin; at < end; at += step) {
    const WallClock wall{at.time_since_epoch() + offset_at(at)};
    steps.push_back({at, wall, shown.insert(wall).second, {}});
  }
  for (std::size_t i = 1; i < steps.size(); ++i) {
    for (WallClock wall = steps[i - 1].wall + step; wall < steps[i].wall; wall += step) {
      if (shown.count(wall) == 0) steps[i].skipped.push_back(wall);
    }
  }
  return steps;
}

std::vector<Instant> naive_ticks(NaiveCron& cron, const std::vector<Step>& steps, Instant after,
                                 Instant until) {
  std::vector<Instant> ticks;
  for (const Step& step : steps) {
    if (step.at > after && step.at <= until && fires(cron, step)) ticks.push_back(step.at);
  }
  return ticks;
}

}  // namespace sidetick
