#include "io/host/random_jid.h"

#include <random>

namespace sidetick {

std::string random_jid() {
  constexpr char hex[] = "0123456789abcdef";
  std::random_device source;
  std::string id;
  for (int word = 0; word < 3; ++word) {
    auto bits = source();
    for (int digit = 0; digit < 8; ++digit, bits >>= 4U) id += hex[bits & 15U];
  }
  return id;
}

}  // namespace sidetick
