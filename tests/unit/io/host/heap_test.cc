// Memory of a program that takes much for a moment.
#include "io/host/heap.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

using namespace sidetick;

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr bool is_sanitized = true;  // it has an allocator of its own
#else
constexpr bool is_sanitized = false;
#endif

/// The flags of the mapping that `address` lies in, as /proc/self/smaps has them: " rd wr … hg ".
std::string flags_at(const void* address) {
  const auto wanted = reinterpret_cast<std::uintptr_t>(address);
  std::ifstream mappings("/proc/self/smaps");
  bool is_within = false;
  for (std::string line; std::getline(mappings, line);) {
    unsigned long begin = 0, end = 0;
    if (std::sscanf(line.c_str(), "%lx-%lx ", &begin, &end) == 2) {
      is_within = begin <= wanted && wanted < end;
    } else if (is_within && line.starts_with("VmFlags:")) {
      return line.substr(8) + " ";
    }
  }
  return "";
}

bool has_large_pages() {
  return std::ifstream("/sys/kernel/mm/transparent_hugepage/enabled").good();
}

}  // namespace

TEST_CASE("what is allocated after a lot of memory was asked for lies in large pages") {
  keep_large_blocks();
  std::vector<std::unique_ptr<char[]>> blocks;
  const auto take = [&] { blocks.push_back(std::make_unique<char[]>(1 << 20)); };
  const void* const end = sbrk(0);
  while (!is_sanitized && sbrk(0) == end) take();  // what other tests freed
  expect_memory(std::size_t{32} << 20);
  for (int i = 0; i < 24; ++i) take();
  blocks.back()[0] = 'x';
  if (is_sanitized || !has_large_pages()) return;
  CHECK(flags_at(blocks.back().get()).find(" hg ") != std::string::npos);
}
