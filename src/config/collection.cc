#include "config/collection.h"

#include <iterator>
#include <utility>

namespace sidetick {

namespace {

/// Leaves those out that are wrong.
void keep_right(FileSchedules& all) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < all.found.size(); ++i) {
    if (!all.found[i].right) continue;
    if (kept != i) {
      all.schedules[kept] = std::move(all.schedules[i]);
      all.found[kept] = std::move(all.found[i]);
    }
    ++kept;
  }
  all.schedules.resize(kept);
  all.found.resize(kept);
}

/// The first come as they are: a big file is mostly the only one, and its schedules are not moved.
void append(std::vector<Schedule> from, std::vector<Schedule>& to) {
  if (to.empty()) {
    to = std::move(from);
  } else {
    to.insert(to.end(), std::move_iterator(from.begin()), std::move_iterator(from.end()));
  }
}

}  // namespace

void ScheduleCollection::refuse_repeated(std::string_view name, const First& one,
                                         FirstOfName& first) {
  const auto [entry, is_new] = first.try_emplace(name, one);
  if (is_new) return;
  const First& other = entry->second;
  // Nobody can tell which of the two is meant: neither fires.
  other.found->right = false;
  one.found->right = false;
  one.found->repeats = true;
  Scope::schedule(*one.findings, name)
      .problem(one.found->place, "is also in " +
                                     place_text(other.findings->file, other.found->place) +
                                     ": a name stands for one schedule, rename one of them");
}

void ScheduleCollection::refuse_repeated_names() {
  if (files_.size() < 2) return;  // TOML refuses a second table of the same name
  FirstOfName first;
  for (auto& [all, findings] : files_) {
    for (std::size_t i = 0; i < all.found.size(); ++i) {
      refuse_repeated(all.schedules[i].name, {&all.found[i], findings}, first);
    }
  }
}

void ScheduleCollection::add(FileSchedules all, FileProblems& findings) {
  files_.push_back({std::move(all), &findings});
}

void ScheduleCollection::hand_over(Config& config) {
  refuse_repeated_names();
  std::size_t count = 0;
  for (const File& file : files_) count += file.all.found.size();
  config.places.reserve(count);
  config.schedule_names.reserve(count);
  for (std::size_t file = 0; file < files_.size(); ++file) {
    auto& [schedules, found] = files_[file].all;
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (!found[i].repeats) config.schedule_names.push_back(schedules[i].name);
    }
    keep_right(files_[file].all);
    for (FoundSchedule& each : found) {
      config.places.push_back({file, each.place.line, each.place.column, each.timing, each.allow,
                               std::move(each.excluded), each.excludes_itself});
    }
    append(std::move(schedules), config.schedules);
  }
}

}  // namespace sidetick
