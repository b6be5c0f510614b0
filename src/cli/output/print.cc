#include "cli/output/print.h"

#include <cstdio>

namespace sidetick {

void print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

bool flush_printed() {
  return std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
}

}  // namespace sidetick
