// Ticks that are not enqueued: why, and how many.
//
// Units:   Instants. Counting costs a step a tick, so that it has a limit.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/plan/cursor.h"
#include "core/schedule/schedule.h"

namespace sidetick {

enum class SkipReason {
  disabled_in_file,  ///< of backfills: a run takes such a schedule for gone
  disabled,          ///< by the switch in Redis
  too_old,           ///< older than the window
  ledger,            ///< from before the ledger is complete
  gone,              ///< from before the schedule came back
  superseded,        ///< missed = "latest", and there is a later one
  missed,            ///< missed = "none"
  missed_or_waited,  ///< the same with max_backlog: a run may have met it, and found no room
  already_enqueued,  ///< the ledger has it
};

const char* to_string(SkipReason reason);

/// `count` ticks from `first` to `last` that are not enqueued. Counting stops at
/// skip_count_limit().
struct Skip {
  SkipReason reason;
  Instant first;
  Instant last;
  std::size_t count;
  std::optional<Instant> gone_since{};  ///< of those that a schedule which was gone left out
};

/// Why ticks that no run has come to in time are skipped, by the schedule's `missed`, which is not
/// "all".
SkipReason missed_reason(const Schedule& schedule);

/// What a cursor notes of ticks that ought to have been enqueued, and are not; nothing of others.
std::optional<DropReason> drop_reason(SkipReason reason);
inline bool is_drop(SkipReason reason) {
  return drop_reason(reason).has_value();
}

/// The same the other way round: why the ticks that a cursor tells of were skipped.
SkipReason skip_reason(DropReason reason);

/// The fewer the more schedules there are, so that a run after a long absence ends in time, about a
/// second a 10 million ticks: 1,000,000 for a few, 1,000 at the least.
std::size_t skip_count_limit(std::size_t schedules);

/// True of what skip_count_limit() may be: there are `count` ticks at least.
bool is_skip_count_limit(std::size_t count);

/// The ticks in (after, until] without those in `pushed`, which ascends, counted up to `most`; none
/// when there are none.
std::optional<Skip> count_ticks(const Schedule& schedule, SkipReason reason, Instant after,
                                Instant until, std::size_t most,
                                const std::vector<Instant>& pushed);

}  // namespace sidetick
