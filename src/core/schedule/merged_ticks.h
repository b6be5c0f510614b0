// The ticks of several schedules in order of time.
//
// Units:   whole seconds since the epoch, UTC.
// Knows nothing of schedules' names: a source is known by its place in the list.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <queue>
#include <utility>
#include <vector>

#include "core/schedule/ticks.h"

namespace sidetick {

struct TickSource {
  const Timing* timing;
  const Zone* zone;
};

struct SourceTick {
  Instant tick;
  std::size_t source;  ///< its place in the list of sources
};

/// Walks the ticks of all sources forwards; those of one instant in the order of the sources.
class MergedTicks {
 public:
  /// Keeps what the sources point to. `each`: how many ticks a source may have at most.
  MergedTicks(const std::vector<TickSource>& sources, Instant after,
              std::optional<unsigned> each = std::nullopt);

  /// The next tick of any source; none when there is none up to latest_instant.
  std::optional<SourceTick> next();

 private:
  using Entry = std::pair<Instant, std::size_t>;
  struct Walk {
    Ticks ticks;
    std::optional<unsigned> left;
  };

  void push_next(std::size_t source);

  std::vector<Walk> walks_;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue_;
};

}  // namespace sidetick
