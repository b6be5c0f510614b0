// How far a long command has come, as text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "core/time/instant.h"

namespace sidetick {

struct ProgressFigures {
  std::size_t done;
  std::optional<std::size_t> total;  ///< none: not known
  Milliseconds elapsed;
};

/// `450000 of 1000000 ticks (45%), 120000/s, 4s left`
std::string progress_line(const ProgressFigures& figures);

/// ` 45% [#########           ] 450000 of 1000000 ticks, 120000/s, 4s left`, no longer than
/// `width`; without the bar when there is no room for it.
std::string progress_bar(const ProgressFigures& figures, std::size_t width);

}  // namespace sidetick
