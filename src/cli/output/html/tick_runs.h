// The ticks of a schedule in little room: runs of ticks that are equally far apart. A week of a
// minutely schedule is one run, not ten thousand instants.
//
// Units:   whole seconds since the epoch, UTC.
#pragma once

#include <cstddef>
#include <vector>

#include "core/time/instant.h"

namespace sidetick {

/// first, first + step, … : `count` ticks, at least one.
struct TickRun {
  Instant first;
  Seconds step;  ///< 0 when there is one tick
  std::size_t count;

  Instant at(std::size_t index) const { return first + step * index; }
  Instant last() const { return at(count - 1); }
};

class TickRuns {
 public:
  /// `tick` is later than all before it.
  void add(Instant tick);

  /// How many ticks are in [from, to).
  std::size_t count_in(Instant from, Instant to) const;

  std::size_t count() const { return count_; }
  bool empty() const { return runs_.empty(); }
  /// In order of time.
  const std::vector<TickRun>& runs() const { return runs_; }
  Instant first() const { return runs_.front().first; }
  Instant last() const { return runs_.back().last(); }

 private:
  std::vector<TickRun> runs_;
  std::size_t count_ = 0;
};

/// What is drawn as one: a tick by itself, or a band of ticks from the first to the last of them.
struct TickMark {
  Instant first;
  Instant last;

  bool is_band() const { return first < last; }
};

/// The marks of `ticks`, in order of time. Ticks less than `closest` apart are in one band.
std::vector<TickMark> tick_marks(const TickRuns& ticks, Seconds closest);

}  // namespace sidetick
