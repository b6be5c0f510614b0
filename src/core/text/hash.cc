#include "core/text/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstddef>

namespace sidetick {

namespace {

std::string hex(const unsigned char* digest, std::size_t size) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text(2 * size, '0');
  for (std::size_t i = 0; i < size; ++i) {
    text[2 * i] = digits[digest[i] >> 4];
    text[2 * i + 1] = digits[digest[i] & 15];
  }
  return text;
}

}  // namespace

std::uint64_t hash64(std::string_view text) {
  return XXH3_64bits(text.data(), text.size());
}

std::string hash128_hex(std::string_view text) {
  XXH128_canonical_t digest;
  XXH128_canonicalFromHash(&digest, XXH3_128bits(text.data(), text.size()));
  return hex(digest.digest, sizeof digest.digest);
}

}  // namespace sidetick
