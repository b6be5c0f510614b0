// The instant by which the program ends, on the monotonic clock.
#pragma once

#include <chrono>
#include <string_view>

namespace sidetick {

/// How long something may take, by a setting that is written so: "90s".
struct TimeLimit {
  std::chrono::milliseconds length;
  std::string_view text;  ///< of what outlives each Deadline
};

class Deadline {
 public:
  using Clock = std::chrono::steady_clock;
  explicit Deadline(std::chrono::milliseconds budget)
      : budget_(budget), end_(Clock::now() + budget) {}
  explicit Deadline(const TimeLimit& limit) : Deadline(limit.length) { text_ = limit.text; }

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
  /// The same as it is written; "" when it is no setting.
  std::string_view budget_text() const { return text_; }

 private:
  std::chrono::milliseconds budget_;
  Clock::time_point end_;
  std::string_view text_;
};

}  // namespace sidetick
