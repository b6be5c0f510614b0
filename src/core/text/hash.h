// Stable hashes: the same text has the same hash on every host, architecture and version.
//
// Source:  XXH3 and XXH64, https://xxhash.com; the digits in the canonical (big-endian) form.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sidetick {

std::uint64_t hash64(std::string_view text);

/// The older XXH64, with the seed 0, which `xxh64sum` prints.
std::uint64_t xxh64(std::string_view text);

/// 32 hexadecimal digits of the 128-bit hash.
std::string hash128_hex(std::string_view text);

}  // namespace sidetick
