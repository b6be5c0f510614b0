#include "io/host/random_jid.h"

#include <random>

#include "core/text/number.h"

namespace sidetick {

std::string random_jid() {
  std::random_device source;
  std::string id;
  for (int word = 0; word < 3; ++word) append_hex(id, source(), 8);
  return id;
}

}  // namespace sidetick
