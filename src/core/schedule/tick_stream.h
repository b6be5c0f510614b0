// The ticks of many schedules in order of time, one after the other: however long the range, only
// the next tick of each schedule is held.
//
// Knows nothing of Redis, jobs or the present time.
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "core/schedule/schedule.h"

namespace sidetick {

struct ScheduledTick {
  std::size_t schedule;  ///< index into the schedules
  Instant tick;
};

class TickStream {
 public:
  /// The ticks in [from, to). Keeps a reference to `schedules`. Of ticks at the same instant, those
  /// of the schedule with the smaller index come first.
  TickStream(const std::vector<Schedule>& schedules, Instant from, Instant to);

  /// The tick that next() is going to return.
  std::optional<ScheduledTick> front() const;
  std::optional<ScheduledTick> next();

  /// `tick`, which came from next(), comes again. To be called for the latest tick first.
  void put_back(ScheduledTick tick) { again_.push_front(tick); }

  /// No more ticks of this schedule.
  void leave_out(std::size_t schedule);

  /// How many are to come, at most `most`: they are walked, not remembered.
  std::size_t count(std::size_t most) const;

 private:
  void advance(std::size_t schedule);

  Instant to_;
  std::vector<Ticks> ticks_;         // one for each schedule, past what is in heap_
  std::vector<ScheduledTick> heap_;  // the next tick of each schedule, the first on top
  std::deque<ScheduledTick> again_;  // come before those in heap_
};

}  // namespace sidetick
