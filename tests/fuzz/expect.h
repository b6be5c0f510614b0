// What a fuzz target says when a property does not hold, and the bytes that it is given.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace sidetick::fuzz {

/// Ends the program, for libFuzzer to keep the input, when `holds` is false.
inline void expect(bool holds, std::string_view property, std::string_view seen = {}) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %.*s: %.*s\n", static_cast<int>(property.size()),
               property.data(), static_cast<int>(seen.size()), seen.data());
  std::abort();
}

/// A message as main prints it: something, on one line, without control characters.
inline void expect_message(std::string_view text) {
  expect(!text.empty(), "a message says something");
  for (const char c : text) {
    expect(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f, "a message is one plain line", text);
  }
}

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Takes the first byte off `text`; 0 when there is none.
inline unsigned take_byte(std::string_view& text) {
  if (text.empty()) return 0;
  const auto byte = static_cast<unsigned char>(text.front());
  text.remove_prefix(1);
  return byte;
}

}  // namespace sidetick::fuzz

/// The one function of a target.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
