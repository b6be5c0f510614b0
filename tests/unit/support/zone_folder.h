// A folder of zone files of our own, gone at the end of the test.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "support/tzif_text.h"

namespace sidetick::test {

struct ZoneFolder {
  ZoneFolder() : path(std::filesystem::temp_directory_path() / "sidetick-XXXXXX") {
    std::string name = path.string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~ZoneFolder() { std::filesystem::remove_all(path); }
  ZoneFolder(const ZoneFolder&) = delete;
  ZoneFolder& operator=(const ZoneFolder&) = delete;

  void add(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories((path / name).parent_path());
    std::ofstream(path / name, std::ios::binary) << bytes;
  }

  std::filesystem::path path;
};

/// The file of a zone that always has this offset.
inline std::string bytes_of_offset(int offset) {
  TzifText text;
  text.types = {{offset}};
  return text.bytes();
}

}  // namespace sidetick::test
