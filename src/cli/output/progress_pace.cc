#include "cli/output/progress_pace.h"

namespace sidetick {

ProgressPace::ProgressPace(Milliseconds interval,
                           std::function<std::optional<std::size_t>()> count_left)
    : interval_(interval), next_(interval), count_left_(std::move(count_left)) {}

std::optional<ProgressFigures> ProgressPace::tell(std::size_t done, Milliseconds elapsed) {
  if (elapsed < next_) return std::nullopt;
  next_ = elapsed + interval_;
  if (!counted_) {
    const auto left = count_left_();
    if (left) total_ = done + *left;
    counted_ = true;
  }
  return ProgressFigures{done, total_, elapsed};
}

}  // namespace sidetick
