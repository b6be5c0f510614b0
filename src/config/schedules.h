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

/// A schedule as it stands in a file.
struct FoundSchedule {
  Schedule schedule;
  Place place;
  Place timing;  ///< of its cron, every or at
  ExcludedItems excluded;
  RuleSet allow;  ///< the warnings that are meant
  bool right = true;
  bool repeats = false;  ///< another file has the name too, and came first
};

/// All schedules of a file, in order of line. `calendars` are those of all files.
std::vector<FoundSchedule> read_schedules(const toml::table& file, const FileDefaults& wide,
                                          const Calendars& calendars, TextLines& lines,
                                          FileProblems& findings);

}  // namespace sidetick
