#include "core/enqueue/rival.h"

#include <algorithm>

#include "core/redis/expect.h"

namespace sidetick {

namespace {

constexpr std::size_t most_watched = 32;

}  // namespace

void Rival::watch(const std::vector<SchedulePlan>& plans, const std::vector<Schedule>& schedules,
                  const std::vector<StoredState>& stored) {
  std::vector<const SchedulePlan*> due;
  for (const auto& plan : plans) {
    if (!plan.due.empty()) due.push_back(&plan);
  }
  std::ranges::stable_sort(due, {}, [](const SchedulePlan* plan) { return plan->due.back(); });
  watched_.clear();
  const std::size_t step = due.size() / most_watched + 1;
  for (std::size_t left = due.size(); left > 0; left -= std::min(left, step)) {
    const std::size_t index = due[left - 1]->schedule;
    watched_.push_back({schedules[index].name, stored[index].cursor});
  }
  std::ranges::reverse(watched_);
  looks_unchanged_ = 0;
  was_seen_ = true;
}

bool Rival::goes_on(Redis& redis, const Keys& keys) {
  if (watched_.empty()) return false;
  Command look = {"HMGET", keys.cursors()};
  for (const auto& watched : watched_) look.push_back(watched.schedule);
  const auto replies = redis.exchange({look});
  const auto& texts = expect_array(look, replies.front(), static_cast<int>(watched_.size()));
  auto now = watched_;
  for (std::size_t i = 0; i < texts.size(); ++i) now[i].cursor = expect_optional(look, texts[i]);
  looks_unchanged_ = now == watched_ ? looks_unchanged_ + 1 : 0;
  const bool is_done = now.back() != watched_.back();
  watched_ = std::move(now);
  if (is_done || is_gone()) watched_.clear();
  return !watched_.empty();
}

}  // namespace sidetick
