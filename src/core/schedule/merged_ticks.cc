#include "core/schedule/merged_ticks.h"

namespace sidetick {

MergedTicks::MergedTicks(const std::vector<TickSource>& sources, Instant after,
                         std::optional<unsigned> each) {
  for (const TickSource& source : sources) {
    walks_.push_back({Ticks(*source.timing, *source.zone, after), each});
    push_next(walks_.size() - 1);
  }
}

std::optional<SourceTick> MergedTicks::next() {
  if (queue_.empty()) return std::nullopt;
  const auto [tick, source] = queue_.top();
  queue_.pop();
  push_next(source);
  return SourceTick{tick, source};
}

void MergedTicks::push_next(std::size_t source) {
  Walk& walk = walks_[source];
  if (walk.left == 0u) return;
  if (walk.left) --*walk.left;
  if (const auto tick = walk.ticks.next()) queue_.emplace(*tick, source);
}

}  // namespace sidetick
