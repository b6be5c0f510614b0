// The schedules of all files, each name once.
#pragma once

#include <deque>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "config/config.h"
#include "config/schedules.h"
#include "config/toml/problems.h"

namespace sidetick {

class ScheduleCollection {
 public:
  /// Adds the schedules of a file. A name that another file has too is a problem of this one.
  /// `findings` must outlive the collection.
  void add(std::vector<FoundSchedule> found, FileProblems& findings);

  /// Gives the schedules that are right, their places and all names to `config`, in the order in
  /// which they came.
  void hand_over(Config& config);

 private:
  struct File {
    std::vector<FoundSchedule> schedules;
    FileProblems* findings;
  };
  struct First {
    FoundSchedule* found;
    FileProblems* findings;
  };

  void note(FoundSchedule& found, FileProblems& findings);

  std::deque<File> files_;
  std::unordered_map<std::string_view, First> first_;
};

}  // namespace sidetick
