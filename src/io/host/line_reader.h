// The lines of a file or of standard input.
#pragma once

#include <cstdio>
#include <memory>
#include <optional>
#include <string>

namespace sidetick {

class LineReader {
 public:
  /// "-" is standard input. Throws Error(Exit::usage) when the file cannot be opened.
  explicit LineReader(const std::string& path);

  /// The next line without its newline; none at the end. Throws Error(Exit::usage) when reading
  /// fails.
  std::optional<std::string> next();

 private:
  std::string path_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
};

}  // namespace sidetick
