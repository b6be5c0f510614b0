// The tables [schedules.NAME] of one file, and its [defaults].
#pragma once

#include <string>
#include <vector>

#include "config/defaults.h"
#include "config/limits.h"
#include "config/toml/problems.h"
#include "config/toml/source_text.h"
#include "config/toml/toml.h"
#include "core/schedule/schedule.h"

namespace sidetick {

/// How a schedule stands in a file.
struct FoundSchedule {
  Place place;
  Place timing;            ///< of its cron, every or at
  ExcludedItems excluded;  ///< its own, or those of [defaults]
  bool excludes_itself = false;
  RuleSet allow;  ///< the warnings that are meant
  bool right = true;
  bool repeats = false;  ///< another file has the name too, and came first
};

/// All schedules of a file, in order of line. Apart, so that Config takes the first as they are.
struct FileSchedules {
  std::vector<Schedule> schedules;
  std::vector<FoundSchedule> found;  ///< how schedules[i] stands there
};

/// `calendars` are those of all files.
FileSchedules read_schedules(const toml::table& file, const FileDefaults& wide,
                             const Calendars& calendars, TextLines& lines, FileProblems& findings);

}  // namespace sidetick
