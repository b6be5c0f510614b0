// Whether a file is still what it was, as far as stat(2) tells.
//
// Units:   times in nanoseconds since the epoch.
#pragma once

#include <cstdint>
#include <string>

namespace sidetick {

/// Of the file that a path leads to, links followed. A change of its mode counts: what could not be
/// read may be readable now.
struct FileStamp {
  int error = 0;  ///< errno, when it cannot be looked at
  std::uint64_t device = 0;
  std::uint64_t number = 0;
  std::int64_t size = 0;
  std::int64_t modified = 0;
  std::int64_t changed = 0;

  bool operator==(const FileStamp& other) const = default;
};

FileStamp file_stamp(const std::string& path);

}  // namespace sidetick
