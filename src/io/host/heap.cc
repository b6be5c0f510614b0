#include "io/host/heap.h"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <limits>

namespace sidetick {

#if defined(M_TOP_PAD) && defined(MADV_HUGEPAGE)

namespace {

constexpr std::size_t large_page = 2 << 20;

/// As glibc has it.
constexpr int usual_pad = 128 << 10;

char* end_of_heap() {
  return static_cast<char*>(sbrk(0));
}

/// The heap grows by `bytes` at once, and does not shrink any more.
void grow_heap(int bytes) {
  mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
  mallopt(M_TOP_PAD, bytes);
  // A compiler leaves out a pair that nobody looks at.
  void* volatile block = std::malloc(large_page);
  std::free(block);
  mallopt(M_TOP_PAD, usual_pad);
}

}  // namespace

void keep_large_blocks() {
  mallopt(M_MMAP_THRESHOLD, 32 << 20);  // the most that every glibc takes
}

void expect_memory(std::size_t bytes) {
  char* const begin = end_of_heap();
  grow_heap(static_cast<int>(bytes));
  const auto grown = static_cast<std::size_t>(end_of_heap() - begin);
  const std::size_t to_page = large_page - reinterpret_cast<std::uintptr_t>(begin) % large_page;
  if (grown > to_page) madvise(begin + to_page, grown - to_page, MADV_HUGEPAGE);
}

#else

void keep_large_blocks() {}
void expect_memory(std::size_t) {}

#endif

}  // namespace sidetick
