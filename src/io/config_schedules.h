// The tables [schedules.NAME] of one file, and its [defaults].
#pragma once

#include <string>
#include <vector>

#include "core/schedule.h"
#include "io/config_defaults.h"
#include "io/config_findings.h"
#include "io/config_text.h"
#include "io/config_toml.h"

namespace sidetick {

/// A schedule as it stands in a file.
struct FoundSchedule {
  Schedule schedule;
  Place place;
  bool right = true;
  bool repeats = false;  ///< another file has the name too, and came first
};

/// All schedules of a file, in order of line.
std::vector<FoundSchedule> read_schedules(const toml::table& file, const FileDefaults& wide,
                                          TextLines& lines, Findings& findings);

}  // namespace sidetick
