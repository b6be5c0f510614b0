// The whole text of a regular file.
#pragma once

#include <cstddef>
#include <string>

namespace sidetick {

struct FileText {
  std::string text;
  bool others_may_read = false;  ///< anyone on this host
};

/// Throws std::runtime_error when there is none: "No such file or directory", "is a folder, not a
/// file", "is larger than 64 MiB". Never waits, as a FIFO would have it.
FileText read_file_text(const std::string& path, std::size_t largest);

}  // namespace sidetick
