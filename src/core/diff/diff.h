// What a new configuration changes: schedules that come, go, are renamed and change, in ticks and jobs.
//
// Source:  sidetick(1), "diff"; sidetick(7), "Change".
// Knows nothing of Redis or the present time.
#pragma once

#include <vector>

#include "core/diff/ticks.h"
#include "core/diff/values.h"
#include "core/schedule/schedule.h"

namespace sidetick {

/// reworded: the file says it otherwise, and neither ticks nor jobs are others.
enum class ChangeKind { added, removed, renamed, changed, reworded };

struct ScheduleChange {
  ChangeKind kind;
  const Schedule* before;  ///< none of one that is added
  const Schedule* after;   ///< none of one that is removed
  TickChange ticks;        ///< of one that is renamed: nothing, for its ticks are the same
  std::vector<ValueChange> values;

  bool is_in_both() const { return before != nullptr && after != nullptr; }

  /// The schedule as it will be, or else as it was.
  const Schedule& schedule() const { return after != nullptr ? *after : *before; }
};

struct Diff {
  Instant from;
  Instant to;
  std::vector<ScheduleChange> changes;  ///< in the order of the new file, then those that go
  std::size_t same = 0;                 ///< schedules of which nothing changes

  /// True when ticks or jobs differ.
  bool differs() const;
};

/// Compares ticks of [from, to). Keeps pointers into `before` and `after`. A schedule that goes is
/// taken to be renamed where one with the same ticks, class and arguments comes.
Diff diff_schedules(const std::vector<Schedule>& before, const std::vector<Schedule>& after,
                    Instant from, Instant to);

}  // namespace sidetick
