#include "core/plan/skips.h"

#include <algorithm>
#include <array>

#include "core/schedule/ticks.h"

namespace sidetick {

namespace {

/// In the order of DropReason: the skips of ticks that ought to have been enqueued.
constexpr std::array drops{SkipReason::too_old, SkipReason::ledger, SkipReason::missed_or_waited};

/// How many ticks are counted for all schedules together: less than two seconds.
constexpr std::size_t all_counts = 20'000'000;
constexpr std::array<std::size_t, 4> count_limits{1'000'000, 100'000, 10'000, 1'000};

}  // namespace

const char* to_string(SkipReason reason) {
  switch (reason) {
    case SkipReason::disabled_in_file:
      return "disabled in the file";
    case SkipReason::disabled:
      return "disabled";
    case SkipReason::too_old:
      return "older than the window";
    case SkipReason::ledger:
      return "from before the ledger is complete";
    case SkipReason::gone:
      return "while it was gone from the file";
    case SkipReason::superseded:
      return "missed = \"latest\"";
    case SkipReason::missed:
      return "missed = \"none\"";
    case SkipReason::missed_or_waited:
      return "missed = \"none\", or no room in time";
    case SkipReason::already_enqueued:
      return "already enqueued";
  }
  return "";
}

std::size_t skip_count_limit(std::size_t schedules) {
  for (const auto limit : count_limits) {
    if (schedules * limit <= all_counts) return limit;
  }
  return count_limits.back();
}

bool is_skip_count_limit(std::size_t count) {
  return std::ranges::find(count_limits, count) != count_limits.end();
}

SkipReason missed_reason(const Schedule& schedule) {
  if (schedule.missed == Missed::latest) return SkipReason::superseded;
  // A run that finds only ticks that wait writes nothing: nobody knows whether one came in time.
  return schedule.max_backlog > 0 ? SkipReason::missed_or_waited : SkipReason::missed;
}

std::optional<DropReason> drop_reason(SkipReason reason) {
  const auto found = std::ranges::find(drops, reason);
  if (found == drops.end()) return std::nullopt;
  return static_cast<DropReason>(found - drops.begin());
}

SkipReason skip_reason(DropReason reason) {
  return drops.at(static_cast<std::size_t>(reason));
}

std::optional<Skip> count_ticks(const Schedule& schedule, SkipReason reason, Instant after,
                                Instant until, std::size_t most,
                                const std::vector<Instant>& pushed) {
  Ticks ticks(schedule.timing, *schedule.zone, after);
  Skip skip{reason, {}, {}, 0};
  for (auto tick = ticks.next(); tick && *tick <= until; tick = ticks.next()) {
    if (std::ranges::binary_search(pushed, *tick)) continue;
    if (skip.count == most) {
      skip.last = *previous_tick(schedule.timing, *schedule.zone, until + Seconds{1});
      break;
    }
    if (skip.count++ == 0) skip.first = *tick;
    skip.last = *tick;
  }
  return skip.count > 0 ? std::optional(skip) : std::nullopt;
}

}  // namespace sidetick
