// Where the configuration comes from: -c, the environment, or /etc.
#pragma once

#include <string>
#include <vector>

namespace sidetick {

/// Where the configuration comes from: `-c` arguments as given, the environment, or /etc.
/// `paths` empty: $SIDETICK_CONFIG, else the files below /etc/sidetick. Throws Error(Exit::config)
/// when there is none.
std::vector<std::string> config_paths(const std::vector<std::string>& paths);

/// Those of them that were given: `paths`, or else $SIDETICK_CONFIG.
std::vector<std::string> given_config_paths(const std::vector<std::string>& paths);

/// All of them, but empty when there is none.
std::vector<std::string> find_config_paths(const std::vector<std::string>& paths);

/// Paths with colons between them.
std::vector<std::string> split_at_colons(const std::string& text);

/// The files that `path` stands for: itself, or a folder's *.toml in order of name. Throws
/// std::runtime_error when the folder cannot be read.
std::vector<std::string> config_files(const std::string& path);

}  // namespace sidetick
