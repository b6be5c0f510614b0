// The heap of a program that takes much memory for a moment.
//
// Source:  mallopt(3), sbrk(2), madvise(2). Where these are not known, nothing is done.
#pragma once

#include <cstddef>

namespace sidetick {

/// Large blocks come from the heap too: a page that went back to the kernel would have to be zeroed
/// for the next one.
void keep_large_blocks();

/// Takes `bytes` of address space for what is allocated next, to be filled in pages of 2 MiB where
/// the kernel has some: of those of 4 KiB each costs about a microsecond. What is not used takes no
/// memory. Without room for so much, or before keep_large_blocks, nothing is done.
void expect_memory(std::size_t bytes);

}  // namespace sidetick
