// When a schedule fires, as data: what recurs, and between which limits.
//
// Source:  sidetick.toml(5): cron, every, anchor, at, start, end, exclude.
// Units:   whole seconds since the epoch, UTC; wall-clock times and dates are of the schedule's zone.
#pragma once

#include <memory>
#include <utility>
#include <variant>

#include "core/cron/expression.h"
#include "core/schedule/exclusions.h"
#include "core/time/instant.h"

namespace sidetick {

/// `every = "45m"`: at anchor + k * period for every whole k, also before the anchor.
struct Every {
  Seconds period;  ///< at least one second
  Instant anchor;
};

/// `every = "2w"` with a local date-time for an anchor: at that time of every so many days of the
/// wall clock, as a fixed time of a cron expression.
struct EveryDays {
  date::days period;  ///< at least one
  WallClock anchor;
};

/// `at = 2026-12-31T23:59:00Z`: once.
struct At {
  Instant instant;
};

using Recurrence = std::variant<CronExpr, Every, EveryDays, At>;

/// What takes ticks away.
struct Limits {
  Instant start = earliest_instant;           ///< there is none before it
  Instant end = latest_instant + Seconds{1};  ///< nor from here on
  Exclusions exclusions;                      ///< nor on these dates, when it fires
};

struct Timing {
  Timing() = default;
  Timing(CronExpr cron) : recurrence(std::move(cron)) {}  // NOLINT(google-explicit-constructor)
  Timing(Every every) : recurrence(every) {}              // NOLINT(google-explicit-constructor)
  Timing(EveryDays every) : recurrence(every) {}          // NOLINT(google-explicit-constructor)
  Timing(At at) : recurrence(at) {}                       // NOLINT(google-explicit-constructor)

  /// The recurrence when it is one of this kind.
  template <typename Kind>
  const Kind* as() const {
    return std::get_if<Kind>(&recurrence);
  }

  Recurrence recurrence;
  std::shared_ptr<const Limits> limits{};  ///< none: nothing is taken away
};

}  // namespace sidetick
