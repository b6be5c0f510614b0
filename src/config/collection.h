// The schedules of all files, each name once.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "config/config.h"
#include "config/schedules.h"
#include "config/toml/problems.h"

namespace sidetick {

class ScheduleCollection {
 public:
  /// Adds the schedules of a file. `findings` must outlive the collection.
  void add(FileSchedules all, FileProblems& findings);

  /// Gives the schedules that are right, their places and all names to `config`, in the order in
  /// which they came. A name that an earlier file has too is a problem of the later.
  void hand_over(Config& config);

 private:
  struct File {
    FileSchedules all;
    FileProblems* findings;
  };
  struct First {
    FoundSchedule* found;
    FileProblems* findings;
  };
  using FirstOfName = std::unordered_map<std::string_view, First>;

  void refuse_repeated_names();
  static void refuse_repeated(std::string_view name, const First& one, FirstOfName& first);

  std::vector<File> files_;
};

}  // namespace sidetick
