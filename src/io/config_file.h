// Reads the configuration: TOML files -> settings and schedules, or a list of all that is wrong.
//
// Source:  CLI "Configuration"; sidetick.toml(5). All of toml++ is behind this file.
#pragma once

#include <string>
#include <vector>

#include "core/redis_settings.h"
#include "core/schedule.h"

namespace sidetick {

/// One thing that is wrong with the configuration.
struct Problem {
  std::string file;
  unsigned line = 0;    ///< 1-based; 0 when it is of the file as a whole
  unsigned column = 0;  ///< 1-based
  std::string text;     ///< `schedule "report": cron "0 25 * * *": hour 25 is not in 0-23`

  /// "jobs.toml:12:8: …"
  std::string message() const;
};

struct Settings {
  Seconds history = std::chrono::hours{24 * 7};
  Seconds clock_tolerance{5};
  RedisSettings redis;
};

/// Where a schedule stands.
struct SchedulePlace {
  std::size_t file;  ///< of Config::files
  unsigned line;
  unsigned column;
};

struct Config {
  Settings settings;
  std::vector<std::string> files;           ///< all that were read, or should have been
  std::vector<Schedule> schedules;          ///< those that are right, in order of file and line
  std::vector<SchedulePlace> places;        ///< where schedules[i] stands
  std::vector<std::string> schedule_names;  ///< of all, also of those that are wrong
  std::vector<Problem> problems;            ///< all, in order of file and line
  std::vector<Problem> warnings;
  /// True when something is wrong outside of single schedules: then nothing may be enqueued.
  bool unusable = false;
};

/// Where the configuration comes from: `-c` arguments as given, the environment, or /etc.
/// `paths` empty: $SIDETICK_CONFIG, else the files below /etc/sidetick. Throws Error(Exit::config)
/// when there is none.
std::vector<std::string> config_paths(const std::vector<std::string>& paths);

/// Those of them that were given: `paths`, or else $SIDETICK_CONFIG.
std::vector<std::string> given_config_paths(const std::vector<std::string>& paths);

/// All of them, but empty when there is none.
std::vector<std::string> find_config_paths(const std::vector<std::string>& paths);

/// The files that `path` stands for: itself, or a folder's *.toml in order of name. Throws
/// std::runtime_error when the folder cannot be read.
std::vector<std::string> config_files(const std::string& path);

/// What becomes of a value that a variable or a file holds which is not on this host, such as a
/// password in CI: a problem, a warning, or nothing.
enum class Absent { refused, warned, ignored };

/// Reads all files of `paths` (a directory means its *.toml, in order of name). Does not throw for
/// what is wrong in them: see Config::problems.
Config load_config(const std::vector<std::string>& paths, Absent absent = Absent::refused);

/// Reads `text` as the one file of a configuration.
Config load_config_text(const std::string& text);

/// Reads the settings alone, and what is wrong with them: schedules may be missing. No `paths`: the
/// settings of a configuration without a word, with $REDIS_URL.
Config load_settings(const std::vector<std::string>& paths);

}  // namespace sidetick
