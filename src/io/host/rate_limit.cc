#include "io/host/rate_limit.h"

#include <algorithm>
#include <limits>
#include <thread>

namespace sidetick {

namespace {

constexpr double batches_per_second = 10;
/// Signals are looked for this often while waiting.
constexpr std::chrono::duration<double> nap{0.05};

}  // namespace

RateLimit::RateLimit(std::optional<std::size_t> ticks_per_second)
    : rate_(static_cast<double>(ticks_per_second.value_or(0))),
      batch_(std::max(1.0, rate_ / batches_per_second)),
      saved_(batch_) {}

std::size_t RateLimit::next_batch(std::size_t enqueued, const std::function<bool()>& stop) {
  if (stop()) return 0;
  if (!is_limited()) return std::numeric_limits<std::size_t>::max();
  saved_ -= static_cast<double>(enqueued - enqueued_);
  enqueued_ = enqueued;
  fill();
  while (saved_ < batch_) {
    const std::chrono::duration<double> missing((batch_ - saved_) / rate_);
    std::this_thread::sleep_for(std::min(missing, nap));
    if (stop()) return 0;
    fill();
  }
  return static_cast<std::size_t>(saved_);
}

/// What was not used is saved for one batch, so that a pause is not followed by a burst.
void RateLimit::fill() {
  const auto now = Clock::now();
  const std::chrono::duration<double> passed = now - filled_at_;
  saved_ = std::min(saved_ + passed.count() * rate_, batch_ + 1);
  filled_at_ = now;
}

}  // namespace sidetick
