// The whole text of a file, a pipe or standard input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace sidetick {

struct FileText {
  std::string text;
  bool others_may_read = false;  ///< anyone on this host; never of a pipe
  bool piped = false;            ///< it was no regular file
};

/// Throws std::runtime_error when there is none: "No such file or directory", "is a folder, not a
/// file", "is larger than 64 MiB". Never waits, as a FIFO would have it.
FileText read_file_text(const std::string& path, std::size_t largest);

/// The same, but of a pipe too, of /dev/null, and of standard input when `path` is "-": until its end,
/// which may be long in coming.
FileText read_file_or_pipe(const std::string& path, std::size_t largest);

/// `path` as seen from the folder of the configuration file; from the current one when that came
/// through standard input or a pipe, "-" or "/dev/fd/63".
std::string beside_file(const std::string& file, const std::string& path);

/// What is the same for all names of a file: its device and its number there. Nothing when it is
/// not there. "-" is standard input.
using FileIdentity = std::pair<std::uint64_t, std::uint64_t>;
std::optional<FileIdentity> file_identity(const std::string& path);

}  // namespace sidetick
