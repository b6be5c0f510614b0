#include "cli/output/html/tick_runs.h"

#include <algorithm>

namespace sidetick {

namespace {

/// How many ticks of `run` are before `end`.
std::size_t count_before(const TickRun& run, Instant end) {
  if (end <= run.first) return 0;
  if (end > run.last()) return run.count;
  return static_cast<std::size_t>((end - run.first - Seconds{1}) / run.step) + 1;
}

void add_mark(std::vector<TickMark>& marks, TickMark mark, Seconds closest) {
  if (!marks.empty() && mark.first - marks.back().last < closest) {
    marks.back().last = mark.last;
  } else {
    marks.push_back(mark);
  }
}

}  // namespace

void TickRuns::add(Instant tick) {
  ++count_;
  if (!runs_.empty()) {
    TickRun& run = runs_.back();
    if (run.count == 1) run.step = tick - run.first;
    if (tick == run.last() + run.step) {
      ++run.count;
      return;
    }
  }
  runs_.push_back({tick, Seconds{0}, 1});
}

std::size_t TickRuns::count_in(Instant from, Instant to) const {
  std::size_t count = 0;
  auto run = std::ranges::lower_bound(runs_, from, {}, &TickRun::last);
  for (; run != runs_.end() && run->first < to; ++run) {
    count += count_before(*run, to) - count_before(*run, from);
  }
  return count;
}

std::vector<TickMark> tick_marks(const TickRuns& ticks, Seconds closest) {
  std::vector<TickMark> marks;
  for (const TickRun& run : ticks.runs()) {
    if (run.step < closest) {
      add_mark(marks, {run.first, run.last()}, closest);
      continue;
    }
    for (std::size_t i = 0; i < run.count; ++i) add_mark(marks, {run.at(i), run.at(i)}, closest);
  }
  return marks;
}

}  // namespace sidetick
