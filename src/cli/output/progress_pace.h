// When a long command tells how far it has come, and what.
//
// Knows nothing of clocks and terminals: the time since the beginning is handed in.
#pragma once

#include <functional>
#include <optional>

#include "cli/output/progress_text.h"

namespace sidetick {

/// Between two lines, where there is no terminal.
inline constexpr Milliseconds between_lines = std::chrono::minutes{1};
/// Between two bars on a terminal.
inline constexpr Milliseconds between_bars{100};

class ProgressPace {
 public:
  /// Asks `count_left` for the ticks that are not done, once, when there is something to tell:
  /// counting may take long, and most commands end before.
  ProgressPace(Milliseconds interval, std::function<std::optional<std::size_t>()> count_left);

  /// What is to be told `elapsed` after the beginning; nothing before `interval` has passed since
  /// something was told, or since the beginning.
  std::optional<ProgressFigures> tell(std::size_t done, Milliseconds elapsed);

 private:
  Milliseconds interval_;
  Milliseconds next_;
  std::function<std::optional<std::size_t>()> count_left_;
  bool counted_ = false;
  std::optional<std::size_t> total_;
};

}  // namespace sidetick
