// Which instants a schedule fires at: an expression read on the wall clock of a zone.
//
// Source:  cron(8) of Debian; sidetick(7), "Daylight saving".
// Units:   whole seconds since the epoch, UTC.
// Knows nothing of Redis, jobs or the present time. The daylight-saving rule lives here alone.
#pragma once

#include <optional>
#include <vector>

#include "core/schedule/timing.h"
#include "core/time/instant.h"
#include "core/time/zone.h"

namespace sidetick {

/// Walks the ticks of one schedule forwards.
class Ticks {
 public:
  /// Keeps references: `timing` and `zone` must outlive it. The first tick is the first after
  /// `after`.
  Ticks(const Timing& timing, const Zone& zone, Instant after);

  /// The next tick; none when there is none up to latest_instant.
  std::optional<Instant> next();

 private:
  void begin_after(Instant instant);
  std::optional<Instant> next_of_recurrence();
  std::optional<Instant> within_limits(Instant tick, const Limits& limits);
  std::optional<Instant> end_of_excluded(Instant tick, const Exclusions& exclusions);
  std::optional<Instant> after_last(const CronExpr& expr);
  std::optional<Instant> after_last(const Every& every) const;
  std::optional<Instant> after_last(const EveryDays& every);
  std::optional<Instant> after_last(const At& at) const;
  std::optional<Instant> next_elapsed(const CronExpr& expr);
  Instant next_fixed(WallClock wall);
  Instant first_showing(WallClock wall);

  const Timing* timing_;
  const Zone* zone_;
  Instant last_;    // the last tick, or where the walk began
  WallClock seen_;  // fixed times only: the latest that the wall clock has shown up to last_
  MatchingMonth month_;
  ZonePeriod period_;  // some period near last_, kept because the next tick is mostly in it
};

/// The first tick after `after`; none when there is none up to latest_instant. From
/// earliest_instant on, none means that the schedule never fires.
std::optional<Instant> next_tick(const Timing& timing, const Zone& zone, Instant after);

/// The wall-clock time that `tick`, one of a fixed time, stands for where daylight saving skips that
/// time; none where the wall clock shows it.
std::optional<WallClock> moved_from(const Timing& timing, const Zone& zone, Instant tick);

/// The last tick before `before`; none when there is none from earliest_instant on. Ticks are walked
/// forwards only, so it is looked for from outside: about twice log2(gap) steps of next_tick, 30 for
/// a daily schedule.
std::optional<Instant> previous_tick(const Timing& timing, const Zone& zone, Instant before);

/// The ticks in (after, until], ascending. Costs one step a tick, not one a minute: years are
/// skipped, not walked.
std::vector<Instant> ticks_between(const Timing& timing, const Zone& zone, Instant after,
                                   Instant until);

}  // namespace sidetick
