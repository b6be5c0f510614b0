#include "config/toml/watched_files.h"

#include <algorithm>

namespace sidetick {

void WatchedFiles::keep(const std::string& path, const FileText& text) {
  stamps_.erase(path);
  kept_.emplace(path, text);
}

const FileText* WatchedFiles::kept(const std::string& path) const {
  const auto found = kept_.find(path);
  return found == kept_.end() ? nullptr : &found->second;
}

bool WatchedFiles::have_changed() const {
  return std::ranges::any_of(
      stamps_, [](const auto& entry) { return file_stamp(entry.first) != entry.second; });
}

}  // namespace sidetick
