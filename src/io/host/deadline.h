// The instant by which the program ends, on the monotonic clock.
#pragma once

#include <chrono>

namespace sidetick {

class Deadline {
 public:
  using Clock = std::chrono::steady_clock;
  explicit Deadline(std::chrono::milliseconds budget)
      : budget_(budget), end_(Clock::now() + budget) {}

  /// A deadline `budget` from now, but never later than this one.
  Deadline within(std::chrono::milliseconds budget) const {
    Deadline sooner(budget);
    return sooner.end_ < end_ ? sooner : *this;
  }

  bool passed() const { return Clock::now() >= end_; }
  /// How long there is still, never below zero.
  std::chrono::milliseconds left() const {
    auto left = std::chrono::ceil<std::chrono::milliseconds>(end_ - Clock::now());
    return left.count() > 0 ? left : std::chrono::milliseconds{0};
  }
  Clock::time_point end() const { return end_; }
  /// How long there was at first: for messages.
  std::chrono::milliseconds budget() const { return budget_; }

 private:
  std::chrono::milliseconds budget_;
  Clock::time_point end_;
};

}  // namespace sidetick
