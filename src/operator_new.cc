// `new` and `delete` of the whole program: the main thread's small blocks from memory of their own,
// all else from libc.
//
// Source: [new.delete]: the forms that are not here call these.
// Not in a build with a sanitizer, which wants to see each block. No block crosses to the TLS
// module, whose interface is C (io/net/tls_abi.h).
#include <malloc.h>

#include <cstdlib>
#include <new>

#include "core/small_blocks.h"

namespace {

constinit sidetick::SmallBlocks small_blocks;
constinit thread_local bool is_main_thread = false;
[[maybe_unused]] const bool marked = is_main_thread = true;

#ifdef M_MMAP_THRESHOLD
/// Large blocks stay in the heap too: a page that went back to the kernel would have to be zeroed
/// for the next one. 32 MiB is the most that every glibc takes.
[[maybe_unused]] const int tuned = mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024);
#endif

[[gnu::noinline]] void* allocate(std::size_t size) {
  if (void* block = std::malloc(size == 0 ? 1 : size)) return block;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) {
  void* block = is_main_thread ? small_blocks.take(size) : nullptr;
  return block ? block : allocate(size);
}

void operator delete(void* block) noexcept {
  if (!small_blocks.owns(block)) std::free(block);
}

void operator delete(void* block, std::size_t size) noexcept {
  if (!small_blocks.owns(block)) {
    std::free(block);
  } else if (is_main_thread) {
    small_blocks.give_back(block, size);
  }
}
