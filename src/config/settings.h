// The top of a configuration file: settings that hold for all files, each set in one of them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "config/defaults.h"
#include "config/toml/problems.h"
#include "config/toml/toml.h"

namespace sidetick {

/// Gathers the settings of all files.
class SettingsReader {
 public:
  /// Reads what stands at the top of one file, but for its schedules and defaults.
  void read(const toml::table& file, FileProblems& findings);

  /// After the last file: what must fit together, and $REDIS_URL, told to `last`.
  void finish(FileProblems& last);

  const FileDefaults& result() const { return result_; }

 private:
  /// Where a setting was made.
  struct Origin {
    FileProblems* findings;
    Place place;
  };

  void note_origin(const std::string& key, const toml::node& node, FileProblems& findings);

  FileDefaults result_;
  std::map<std::string, Origin> set_in_;
};

}  // namespace sidetick
