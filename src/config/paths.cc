#include "config/paths.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

#include "core/error.h"

namespace sidetick {

namespace {

constexpr const char* system_file = "/etc/sidetick/sidetick.toml";
constexpr const char* system_folder = "/etc/sidetick/conf.d";

bool exists(const char* path) {
  struct stat status {};
  // What cannot be looked at is there: reading it says why it cannot be read.
  return stat(path, &status) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

bool is_folder(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

bool is_toml(const std::string& name) {
  constexpr std::string_view ending = ".toml";
  return name[0] != '.' && name.size() > ending.size() &&
         name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
}

std::vector<std::string> system_paths() {
  std::vector<std::string> paths;
  if (exists(system_file)) paths.emplace_back(system_file);
  if (exists(system_folder) && !config_files(system_folder).empty()) {
    paths.emplace_back(system_folder);
  }
  return paths;
}

}  // namespace

std::vector<std::string> config_files(const std::string& path) {
  if (path == "-" || !is_folder(path)) return {path};
  DIR* folder = opendir(path.c_str());
  if (folder == nullptr)
    throw std::runtime_error("cannot be read: " + std::string(strerror(errno)));
  std::vector<std::string> files;
  while (const dirent* entry = readdir(folder)) {
    if (is_toml(entry->d_name))
      files.push_back(path + (path.back() == '/' ? "" : "/") + entry->d_name);
  }
  closedir(folder);
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::string> split_at_colons(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(':', begin), text.size());
    if (end > begin) parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::vector<std::string> given_config_paths(const std::vector<std::string>& paths) {
  if (!paths.empty()) return paths;
  const char* variable = std::getenv("SIDETICK_CONFIG");
  return split_at_colons(variable == nullptr ? "" : variable);
}

std::vector<std::string> find_config_paths(const std::vector<std::string>& paths) {
  std::vector<std::string> found = given_config_paths(paths);
  return found.empty() ? system_paths() : found;
}

std::vector<std::string> config_paths(const std::vector<std::string>& paths) {
  std::vector<std::string> found = find_config_paths(paths);
  if (found.empty()) {
    throw Error(Exit::config, std::string("no configuration: give -c FILE, set $SIDETICK_CONFIG "
                                          "or write ") +
                                  system_file);
  }
  return found;
}

}  // namespace sidetick
