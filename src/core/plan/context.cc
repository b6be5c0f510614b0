#include "core/plan/context.h"

#include <algorithm>

namespace sidetick {

std::size_t ticks_of_each_per_plan(std::size_t schedules) {
  constexpr std::size_t all = 500'000;
  constexpr std::size_t fewest = 64;
  return std::clamp(all / std::max<std::size_t>(schedules, 1), fewest, ticks_per_plan);
}

}  // namespace sidetick
