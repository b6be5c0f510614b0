// Small blocks of memory that stand one behind the other, for a program that is over before it
// would want them back.
//
// Units: bytes.
// A block costs an addition to get and nothing to give back; libc's malloc keeps each for the next
// use, which never comes. Only the newest block, if it is given back, is handed out again.
#pragma once

#include <cstddef>
#include <functional>

namespace sidetick {

/// For one thread, but `owns` may be asked by any.
class SmallBlocks {
 public:
  /// What 100 schedules need, twice.
  static constexpr std::size_t kCapacity = std::size_t{512} * 1024;
  static constexpr std::size_t kLargestBlock = 1024;

  /// A block that any type may be put in; nullptr if `size` is 0 or over kLargestBlock, or if all
  /// is taken.
  void* take(std::size_t size) {
    if (size - 1 >= kLargestBlock || padded(size) > kCapacity - taken_) return nullptr;
    void* block = memory_ + taken_;
    taken_ += padded(size);
    return block;
  }

  bool owns(const void* block) const {
    return std::greater_equal<>()(block, memory_) && std::less<>()(block, memory_ + kCapacity);
  }

  /// `block` is one of ours, and `size` what was asked for then.
  void give_back(const void* block, std::size_t size) {
    const std::size_t begin = static_cast<const char*>(block) - memory_;
    if (begin + padded(size) == taken_) taken_ = begin;
  }

 private:
  static constexpr std::size_t padded(std::size_t size) {
    constexpr std::size_t kAlignment = alignof(std::max_align_t);
    return (size + kAlignment - 1) / kAlignment * kAlignment;
  }

  alignas(std::max_align_t) char memory_[kCapacity] = {};
  std::size_t taken_ = 0;
};

}  // namespace sidetick
