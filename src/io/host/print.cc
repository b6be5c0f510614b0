#include "io/host/print.h"

#include <cerrno>
#include <cstdio>

namespace sidetick {

namespace {

int failure = 0;

}  // namespace

void print(std::string_view text) {
  if (failure != 0) return;
  if (std::fwrite(text.data(), 1, text.size(), stdout) < text.size()) failure = errno;
}

int print_failure() {
  return failure;
}

int flush_printed() {
  if (failure == 0 && std::fflush(stdout) != 0) failure = errno;
  return failure;
}

}  // namespace sidetick
