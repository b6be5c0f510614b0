// A configuration from the text of its file, for tests.
#pragma once

#include <doctest/doctest.h>
#include <stdlib.h>
#include <unistd.h>

#include <string>

#include "config/load.h"

namespace sidetick {

/// A file for the time of a test.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& text) {
    const int descriptor = mkstemp(path_);
    REQUIRE(descriptor >= 0);
    REQUIRE(write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    close(descriptor);
  }
  ~TemporaryFile() { unlink(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  std::string path() const { return path_; }

 private:
  char path_[32] = "/tmp/sidetick-test-XXXXXX";
};

inline Config load(const std::string& text) {
  return load_config({TemporaryFile(text).path()});
}

/// A file with this schedule is right.
inline const std::string right =
    "[schedules.report]\ncron = \"0 * * * *\"\nclass = \"ReportWorker\"\n";

}  // namespace sidetick
