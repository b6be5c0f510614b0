// How far a long command has come: when to say so, and in which words.
//
// Knows nothing of clocks and terminals: the time since the beginning is handed in.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "core/time/instant.h"

namespace sidetick {

struct ProgressFigures {
  std::size_t done;
  std::optional<std::size_t> total;  ///< none: not known
  Milliseconds elapsed;
};

/// Between two lines, where there is no terminal.
inline constexpr Milliseconds between_lines = std::chrono::minutes{1};
/// Between two bars on a terminal.
inline constexpr Milliseconds between_bars{100};

class ProgressPace {
 public:
  /// Asks `count_left` for the ticks that are not done, once, when there is something to say:
  /// counting may take long, and most commands end before.
  ProgressPace(Milliseconds interval, std::function<std::optional<std::size_t>()> count_left);

  /// What is to be said `elapsed` after the beginning; nothing before `interval` has passed since
  /// something was said, or since the beginning.
  std::optional<ProgressFigures> figures(std::size_t done, Milliseconds elapsed);

 private:
  Milliseconds interval_;
  Milliseconds next_;
  std::function<std::optional<std::size_t>()> count_left_;
  bool counted_ = false;
  std::optional<std::size_t> total_;
};

/// `450000 of 1000000 ticks (45%), 120000/s, 4s left`
std::string progress_line(const ProgressFigures& figures);

/// ` 45% [#########           ] 450000 of 1000000 ticks, 120000/s, 4s left`, no longer than
/// `width`; without the bar when there is no room for it.
std::string progress_bar(const ProgressFigures& figures, std::size_t width);

}  // namespace sidetick
