#include "core/small_blocks.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

using sidetick::SmallBlocks;

namespace {

/// Half a MiB is not for the stack.
std::unique_ptr<SmallBlocks> fresh() {
  return std::make_unique<SmallBlocks>();
}

constexpr std::size_t kLargest = SmallBlocks::kLargestBlock;

/// How many blocks of `size` there are, each filled with a number of its own.
std::vector<unsigned char*> fill(SmallBlocks& blocks, std::size_t size) {
  std::vector<unsigned char*> taken;
  while (auto* block = static_cast<unsigned char*>(blocks.take(size))) {
    std::memset(block, static_cast<int>(taken.size() % 251), size);
    taken.push_back(block);
  }
  return taken;
}

bool is_filled_with(const unsigned char* block, std::size_t size, std::size_t number) {
  for (std::size_t i = 0; i < size; ++i) {
    if (block[i] != number % 251) return false;
  }
  return true;
}

}  // namespace

TEST_CASE(
    "small blocks of any size do not overlap, are aligned for any type, and end with the room") {
  for (const std::size_t size : {1, 8, 16, 17, 24, 1000, 1024}) {
    CAPTURE(size);
    const auto blocks = fresh();
    const auto taken = fill(*blocks, size);
    CHECK(taken.size() == SmallBlocks::kCapacity / ((size + 15) / 16 * 16));
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < taken.size(); ++i) {
      const bool aligned =
          reinterpret_cast<std::uintptr_t>(taken[i]) % alignof(std::max_align_t) == 0;
      const bool owned = blocks->owns(taken[i]) && blocks->owns(taken[i] + size - 1);
      if (!aligned || !owned || !is_filled_with(taken[i], size, i)) ++wrong;
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE(
    "a block of no size, a large one and one of a size that wraps around come from elsewhere") {
  const auto blocks = fresh();
  CHECK(blocks->take(0) == nullptr);
  CHECK(blocks->take(kLargest) != nullptr);
  CHECK(blocks->take(kLargest + 1) == nullptr);
  CHECK(blocks->take(SIZE_MAX) == nullptr);
  CHECK(blocks->take(SIZE_MAX - 15) == nullptr);
}

TEST_CASE("of small blocks only the newest is handed out again") {
  const auto blocks = fresh();
  void* first = blocks->take(20);
  void* second = blocks->take(40);
  blocks->give_back(first, 20);
  void* third = blocks->take(20);
  CHECK(third == static_cast<char*>(second) + 48);
  blocks->give_back(third, 20);
  blocks->give_back(second, 40);
  CHECK(blocks->take(1) == second);
}

TEST_CASE("small blocks own neither what stands before or behind them, nor null") {
  const auto blocks = fresh();
  const auto* first = static_cast<const char*>(blocks->take(1));
  CHECK(blocks->owns(first));
  CHECK_FALSE(blocks->owns(first - 1));
  CHECK(blocks->owns(first + SmallBlocks::kCapacity - 1));
  CHECK_FALSE(blocks->owns(first + SmallBlocks::kCapacity));
  CHECK_FALSE(blocks->owns(nullptr));
}
