#include "config/collection.h"

#include <utility>

namespace sidetick {

void ScheduleCollection::note(FoundSchedule& found, FileProblems& findings) {
  const auto [entry, is_new] = first_.try_emplace(found.schedule.name, First{&found, &findings});
  if (is_new) return;
  const First& first = entry->second;
  // Nobody can tell which of the two is meant: neither fires.
  first.found->right = false;
  found.right = false;
  found.repeats = true;
  Scope::schedule(findings, found.schedule.name)
      .problem(found.place, "is also in " + place_text(first.findings->file, first.found->place) +
                                ": a name stands for one schedule, rename one of them");
}

void ScheduleCollection::add(std::vector<FoundSchedule> found, FileProblems& findings) {
  files_.push_back({std::move(found), &findings});
  first_.reserve(first_.size() + files_.back().schedules.size());
  for (FoundSchedule& each : files_.back().schedules) note(each, findings);
}

void ScheduleCollection::hand_over(Config& config) {
  config.schedules.reserve(first_.size());
  config.places.reserve(first_.size());
  config.schedule_names.reserve(first_.size());
  first_.clear();  // its keys are the names, which are moved now
  for (std::size_t file = 0; file < files_.size(); ++file) {
    for (FoundSchedule& found : files_[file].schedules) {
      if (!found.repeats) config.schedule_names.push_back(found.schedule.name);
      if (!found.right) continue;
      config.places.push_back({file, found.place.line, found.place.column, found.timing,
                               found.allow, std::move(found.excluded)});
      config.schedules.push_back(std::move(found.schedule));
    }
  }
}

}  // namespace sidetick
