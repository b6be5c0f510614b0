// So many ticks a second, smoothly: ten small batches rather than a big one and a pause.
//
// Units:   ticks; the monotonic clock.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>

namespace sidetick {

class RateLimit {
 public:
  /// No rate: no limit.
  explicit RateLimit(std::optional<std::size_t> ticks_per_second);

  /// Waits until a batch may be enqueued, and returns its size. `enqueued` is how many ticks were
  /// enqueued so far: ticks that turned out to be enqueued already cost nothing. Returns 0 as soon
  /// as `stop` says so.
  std::size_t next_batch(std::size_t enqueued, const std::function<bool()>& stop);

  bool is_limited() const { return rate_ > 0; }

  /// next_batch never waits longer.
  static constexpr std::chrono::milliseconds longest_wait{1000};

 private:
  using Clock = std::chrono::steady_clock;

  void fill();

  double rate_;   // ticks a second, 0: no limit
  double batch_;  // ticks
  double saved_;  // ticks that may be enqueued now
  std::size_t enqueued_ = 0;
  Clock::time_point filled_at_ = Clock::now();
};

}  // namespace sidetick
