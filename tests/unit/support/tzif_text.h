// TZif files as the tests need them, byte by byte.
#pragma once

#include <string>
#include <vector>

namespace sidetick {

struct TzifType {
  int offset;
  bool summer = false;
};

struct TzifChange {
  long long at;
  int type;
};

/// What a file says; its 32-bit block is left empty unless `version` is 0.
struct TzifText {
  std::vector<TzifType> types;
  std::vector<TzifChange> changes;
  std::string footer;
  char version = '2';
  unsigned leap_seconds = 0;

  std::string bytes() const;
};

}  // namespace sidetick
