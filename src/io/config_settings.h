// The top of a configuration file: settings that hold for all files, each set in one of them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "io/config_findings.h"
#include "io/config_toml.h"

namespace sidetick {

/// What holds for the schedules of all files.
struct FileWide {
  Settings settings;
  std::shared_ptr<const Zone> zone = Zone::utc();
  Seconds window = std::chrono::hours{1};
};

/// Gathers the settings of all files.
class SettingsReader {
 public:
  /// Reads what stands at the top of one file, but for its schedules and defaults.
  void read(const toml::table& file, Findings& findings);

  /// After the last file: what must fit together, and $REDIS_URL, told to `last`.
  void finish(Findings& last);

  const FileWide& result() const { return result_; }

 private:
  /// Where a setting was made.
  struct Origin {
    Findings* findings;
    Place place;
  };

  void note_origin(const std::string& key, const toml::node& node, Findings& findings);

  FileWide result_;
  std::map<std::string, Origin> set_in_;
};

/// What is said when the ledger would not remember a whole window.
std::string shorter_history(Seconds history, Seconds window);

}  // namespace sidetick
