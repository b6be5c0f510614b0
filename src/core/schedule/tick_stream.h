// The ticks of many schedules in order of time, one after the other: however long the range, only
// the next tick of each schedule is held.
//
// Units:   whole seconds since the epoch, UTC.
// Knows nothing of Redis, jobs or the present time.
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "core/schedule/schedule.h"

namespace sidetick {

/// When something has ticks: a schedule, or an expression of the command line in a zone.
struct TickSource {
  const Timing* timing;
  const Zone* zone;
};

struct ScheduledTick {
  std::size_t schedule;  ///< index into the schedules or sources
  Instant tick;
};

class TickStream {
 public:
  /// The ticks in (after, until]. Keeps what the sources point to. Of ticks at the same instant,
  /// those of the source with the smaller index come first.
  TickStream(const std::vector<TickSource>& sources, Instant after, Instant until);

  /// The ticks in [from, to). Keeps a reference to `schedules`.
  TickStream(const std::vector<Schedule>& schedules, Instant from, Instant to);

  /// The tick that next() is going to return.
  std::optional<ScheduledTick> front() const;
  std::optional<ScheduledTick> next();

  /// `tick`, which came from next(), comes again. To be called for the latest tick first.
  void put_back(ScheduledTick tick) { again_.push_front(tick); }

  /// No more ticks of this schedule.
  void leave_out(std::size_t schedule);
  bool is_left_out(std::size_t schedule) const { return left_out_[schedule]; }

  /// How many ticks are to come, at most `most`. Walks all of them, and remembers none.
  std::size_t count(std::size_t most) const;

 private:
  void advance(std::size_t schedule);

  Instant until_;
  std::vector<Ticks> ticks_;         // one for each schedule, past what is in heap_
  std::vector<ScheduledTick> heap_;  // the next tick of each schedule, the first on top
  std::deque<ScheduledTick> again_;  // were put back, and come before those in heap_
  std::vector<bool> left_out_;
};

}  // namespace sidetick
