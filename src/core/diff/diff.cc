#include "core/diff/diff.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/plan/cursor.h"

namespace sidetick {

namespace {

using ByName = std::unordered_map<std::string_view, const Schedule*>;

ByName by_name(const std::vector<Schedule>& schedules) {
  ByName names;
  for (const Schedule& schedule : schedules) names.emplace(schedule.name, &schedule);
  return names;
}

const Schedule* find(const ByName& names, std::string_view name) {
  const auto found = names.find(name);
  return found == names.end() ? nullptr : found->second;
}

bool is_timing(std::string_view key) {
  constexpr std::array<std::string_view, 8> keys{"cron",  "every", "at",      "anchor",
                                                 "start", "end",   "exclude", "time_zone"};
  return std::ranges::find(keys, key) != keys.end();
}

/// What decides ticks is judged by the ticks; but placeholders are filled in on the zone's wall clock.
bool decides_jobs(const ValueChange& change, const Schedule& schedule) {
  if (change.key == "time_zone") return schedule.job.has_placeholders;
  return change.key != "description" && !is_timing(change.key);
}

class Comparer {
 public:
  Comparer(const std::vector<Schedule>& before, const std::vector<Schedule>& after, Instant from,
           Instant to)
      : before_(before), after_(after), diff_{from, to, {}, 0} {}

  Diff run() {
    const ByName old_ones = by_name(before_);
    const ByName new_ones = by_name(after_);
    for (const Schedule& old : before_) {
      if (find(new_ones, old.name) == nullptr) gone_.emplace(form_hash(old), &old);
    }
    for (const Schedule& now : after_) {
      const Schedule* old = find(old_ones, now.name);
      old != nullptr ? compare(*old, now) : add_new(now);
    }
    for (const Schedule& old : before_) {
      const bool is_gone = find(new_ones, old.name) == nullptr && !renamed_.contains(&old);
      if (is_gone) add(ChangeKind::removed, &old, nullptr);
    }
    return std::move(diff_);
  }

 private:
  void compare(const Schedule& old, const Schedule& now) {
    ScheduleChange change = make(ChangeKind::changed, &old, &now);
    const bool differs = change.ticks.any() || std::ranges::any_of(change.values, [&](auto& value) {
                           return decides_jobs(value, now);
                         });
    if (!differs) change.kind = ChangeKind::reworded;
    if (!differs && change.values.empty()) {
      ++diff_.same;
    } else {
      diff_.changes.push_back(std::move(change));
    }
  }

  void add_new(const Schedule& now) {
    const auto [begin, end] = gone_.equal_range(form_hash(now));
    const auto same = std::find_if(begin, end, [&](const auto& entry) {
      const Schedule& old = *entry.second;
      return old.enabled == now.enabled && old.job.class_name == now.job.class_name &&
             old.job.args == now.job.args;
    });
    if (same == end) return add(ChangeKind::added, nullptr, &now);
    add(ChangeKind::renamed, same->second, &now);
    renamed_.insert(same->second);
    gone_.erase(same);
  }

  ScheduleChange make(ChangeKind kind, const Schedule* old, const Schedule* now) const {
    ScheduleChange change{kind, old, now, tick_change(old, now, diff_.from, diff_.to), {}};
    if (old != nullptr && now != nullptr) {
      change.values = changed_values(schedule_values(*old), schedule_values(*now));
    }
    return change;
  }

  void add(ChangeKind kind, const Schedule* old, const Schedule* now) {
    diff_.changes.push_back(make(kind, old, now));
  }

  const std::vector<Schedule>& before_;
  const std::vector<Schedule>& after_;
  std::unordered_multimap<std::uint64_t, const Schedule*> gone_;  // by form
  std::unordered_set<const Schedule*> renamed_;                   // of the old ones
  Diff diff_;
};

}  // namespace

bool Diff::differs() const {
  return std::ranges::any_of(
      changes, [](const auto& change) { return change.kind != ChangeKind::reworded; });
}

Diff diff_schedules(const std::vector<Schedule>& before, const std::vector<Schedule>& after,
                    Instant from, Instant to) {
  return Comparer(before, after, from, to).run();
}

}  // namespace sidetick
