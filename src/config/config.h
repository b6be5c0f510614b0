// The configuration as data: settings, schedules, where they stand, and what is wrong with them.
//
// Source:  sidetick.toml(5).
// Knows nothing of how it is read.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "config/toml/problems.h"
#include "core/redis/settings.h"
#include "core/schedule/schedule.h"
#include "core/time/zone.h"

namespace sidetick {

struct Settings {
  Seconds history = std::chrono::hours{24 * 7};
  std::string written_history = "7d";  ///< the same, as it is written
  Seconds clock_tolerance{5};
  std::string written_clock_tolerance = "5s";
  RedisSettings redis;
};

/// One of `exclude`, as it is written.
struct ExcludedItem {
  Place place;
  std::string text;
  Exclusions what;
};

/// All of an `exclude`, in order; null where there is none.
using ExcludedItems = std::shared_ptr<const std::vector<ExcludedItem>>;

/// The last date of a calendar, for those that end unnoticed.
struct CalendarEnd {
  std::string name;
  std::string file;
  Place place;
  LocalDate last;
};

/// Where a schedule stands.
struct SchedulePlace {
  std::size_t file;  ///< of Config::files
  unsigned line;
  unsigned column;
  Place timing;            ///< of its cron, every or at
  RuleSet allow;           ///< the warnings that are meant
  ExcludedItems excluded;  ///< its own, or those of [defaults], which are one for a file
  bool excludes_itself;    ///< they are its own
};

/// What becomes of a value that a variable or a file holds which is not on this host, such as a
/// password in CI: a problem, a note, or nothing.
enum class Absent { refused, noted, ignored };

struct Config {
  Settings settings;
  std::shared_ptr<const Zone> time_zone = Zone::utc();  ///< the one at the top of the files
  std::vector<std::string> files;                       ///< all that were read, or should have been
  std::vector<Schedule> schedules;          ///< those that are right, in order of file and line
  std::vector<SchedulePlace> places;        ///< where schedules[i] stands
  std::vector<CalendarEnd> calendar_ends;   ///< but of those that are allowed to end
  std::vector<std::string> schedule_names;  ///< of all, also of those that are wrong
  std::vector<Problem> problems;            ///< all, in order of file and line
  std::vector<Problem> warnings;  ///< of the files; those of schedules are for check to find
  std::vector<Problem> notes;     ///< what is not on this host, where that is no error
  /// True when something is wrong outside of single schedules: then nothing may be enqueued.
  bool unusable = false;
};

}  // namespace sidetick
