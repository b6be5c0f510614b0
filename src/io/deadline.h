// The instant by which the program ends, on the monotonic clock.
#pragma once

#include <chrono>

namespace sidetick {

class Deadline {
 public:
  using Clock = std::chrono::steady_clock;
  explicit Deadline(std::chrono::milliseconds budget) : end_(Clock::now() + budget) {}

  bool passed() const { return Clock::now() >= end_; }
  /// How long there is still, never below zero.
  std::chrono::milliseconds left() const {
    auto left = std::chrono::ceil<std::chrono::milliseconds>(end_ - Clock::now());
    return left.count() > 0 ? left : std::chrono::milliseconds{0};
  }
  Clock::time_point end() const { return end_; }

 private:
  Clock::time_point end_;
};

}  // namespace sidetick
