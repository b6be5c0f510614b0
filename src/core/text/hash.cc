#include "core/text/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "core/text/number.h"

namespace sidetick {

std::uint64_t hash64(std::string_view text) {
  return XXH3_64bits(text.data(), text.size());
}

std::uint64_t xxh64(std::string_view text) {
  return XXH64(text.empty() ? "" : &text.front(), text.size(), 0);
}

std::string hash128_hex(std::string_view text) {
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  std::string digits;
  digits.reserve(32);
  append_hex(digits, hash.high64, 16);
  append_hex(digits, hash.low64, 16);
  return digits;
}

}  // namespace sidetick
