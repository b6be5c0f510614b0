#include "core/schedule/ticks.h"

#include <algorithm>

namespace sidetick {
namespace {

WallClock wall_clock(Instant instant, const ZonePeriod& period) {
  return WallClock{instant.time_since_epoch() + period.offset};
}

/// Where `wall` is read during `period`, which may be outside of it.
Instant instant_of(WallClock wall, const ZonePeriod& period) {
  return Instant{wall.time_since_epoch() - period.offset};
}

bool holds(const ZonePeriod& period, Instant instant) {
  return period.begin <= instant && instant < period.end;
}

/// `wall` is shown during `period`, so long after its beginning that no other period has shown it.
bool is_well_within(const ZonePeriod& period, WallClock wall) {
  const Instant instant = instant_of(wall, period);
  return period.begin + 2 * largest_offset <= instant && instant < period.end;
}

/// The latest that the wall clock has shown at any instant up to `instant`.
WallClock latest_shown(const Zone& zone, Instant instant) {
  // What was shown longer ago than this is less than what is shown now.
  ZonePeriod period = zone.period(instant - 2 * largest_offset);
  WallClock latest = wall_clock(std::min(instant, period.end - Seconds{1}), period);
  while (!holds(period, instant)) {
    period = zone.period(period.end);
    latest = std::max(latest, wall_clock(std::min(instant, period.end - Seconds{1}), period));
  }
  return latest;
}

/// After this nothing comes that has not come before: the zone follows its annual rule, and the
/// calendar repeats itself after 400 years.
Instant end_of_search(const Zone& zone, Instant from) {
  return std::max(from, zone.settled_from()) + date::days{146097 + 366};
}

/// True of what is matched once for each time that the wall clock shows or skips.
bool is_fixed_time(const Timing& timing) {
  const auto* expr = timing.as<CronExpr>();
  return timing.as<EveryDays>() != nullptr || (expr != nullptr && !expr->follows_elapsed_time());
}

/// The first time of `every` after `wall`; the anchor is the first of all.
WallClock next_time(const EveryDays& every, WallClock wall) {
  if (wall < every.anchor) return every.anchor;
  return every.anchor + ((wall - every.anchor) / every.period + 1) * every.period;
}

/// The first time of a fixed time after `wall`.
std::optional<WallClock> next_time(const Timing& timing, WallClock wall) {
  if (const auto* every = timing.as<EveryDays>()) return next_time(*every, wall);
  MatchingMonth month;
  return timing.as<CronExpr>()->next(wall, month);
}

LocalDate date_of(WallClock wall) {
  return date::floor<date::days>(wall);
}

/// After this no tick comes that is not excluded: the dates are past, and the calendar repeats itself.
Instant end_of_exclusions(const Zone& zone, const Exclusions& exclusions, Instant from) {
  if (exclusions.empty()) return latest_instant + Seconds{1};
  const auto last = exclusions.last_date();
  const Instant past = last ? Instant{last->time_since_epoch() + largest_offset} : from;
  return end_of_search(zone, std::max(from, past));
}

/// Some tick before `before`, found from further and further back. `quiet` becomes an instant that
/// has no tick between itself and `before`.
std::optional<Instant> some_tick(const Timing& timing, const Zone& zone, Instant before,
                                 Instant& quiet) {
  quiet = before - Seconds{1};
  for (Seconds span = std::chrono::minutes{1}; quiet > earliest_instant; span *= 2) {
    const Instant from = std::max(earliest_instant, before - span);
    const auto tick = next_tick(timing, zone, from);
    if (tick && *tick < before) return tick;
    quiet = from;
  }
  return std::nullopt;
}

}  // namespace

Ticks::Ticks(const Timing& timing, const Zone& zone, Instant after)
    : timing_(&timing), zone_(&zone), last_(after) {
  begin_after(timing.limits ? std::max(after, timing.limits->start - Seconds{1}) : after);
}

void Ticks::begin_after(Instant instant) {
  last_ = instant;
  period_ = zone_->period(instant);
  if (is_fixed_time(*timing_)) seen_ = latest_shown(*zone_, instant);
}

std::optional<Instant> Ticks::next() {
  const auto tick = next_of_recurrence();
  return tick && timing_->limits ? within_limits(*tick, *timing_->limits) : tick;
}

std::optional<Instant> Ticks::next_of_recurrence() {
  const auto tick =
      std::visit([this](const auto& kind) { return after_last(kind); }, timing_->recurrence);
  if (!tick || *tick > latest_instant) return std::nullopt;
  last_ = *tick;
  return tick;
}

/// `tick`, or the first after it that is not taken away.
std::optional<Instant> Ticks::within_limits(Instant tick, const Limits& limits) {
  const Exclusions& exclusions = limits.exclusions;
  const Instant end = std::min(limits.end, end_of_exclusions(*zone_, exclusions, tick));
  for (std::optional<Instant> next = tick; next && *next < end; next = next_of_recurrence()) {
    if (!exclusions.has(date_of(zone_->wall_clock(*next)))) return next;
    const auto left = end_of_excluded(*next, exclusions);
    if (!left) return std::nullopt;
    if (*left > last_ + Seconds{1}) begin_after(*left - Seconds{1});
  }
  return std::nullopt;
}

/// Where to look on after `tick`, which is excluded: no instant from it on is of a date that is left.
std::optional<Instant> Ticks::end_of_excluded(Instant tick, const Exclusions& exclusions) {
  const ZonePeriod period = zone_->period(tick);
  const auto left = exclusions.first_left(date_of(wall_clock(tick, period)));
  if (!left) return std::nullopt;
  const Instant in_period = instant_of(WallClock{left->time_since_epoch()}, period);
  if (in_period < period.end) return in_period;
  // The clock may go back to a date before that of the tick, but no further than by a day.
  if (period.end - tick < 2 * largest_offset) return period.end;
  period_ = period;
  return first_showing(WallClock{left->time_since_epoch()});
}

std::optional<Instant> Ticks::after_last(const At& at) const {
  if (at.instant <= last_) return std::nullopt;
  return at.instant;
}

std::optional<Instant> Ticks::after_last(const Every& every) const {
  const Seconds past_tick = (last_ - every.anchor) % every.period;  // negative before the anchor
  return last_ - past_tick + (past_tick < Seconds{0} ? Seconds{0} : every.period);
}

std::optional<Instant> Ticks::after_last(const EveryDays& every) {
  return next_fixed(next_time(every, seen_));
}

std::optional<Instant> Ticks::after_last(const CronExpr& expr) {
  if (expr.follows_elapsed_time()) return next_elapsed(expr);
  const auto wall = expr.next(seen_, month_);
  if (!wall) return std::nullopt;
  return next_fixed(*wall);
}

/// Every instant at which the wall clock shows a matching time: period by period.
std::optional<Instant> Ticks::next_elapsed(const CronExpr& expr) {
  const Instant end = end_of_search(*zone_, last_);
  for (Instant from = last_ + Seconds{1}; from < end; from = period_.end) {
    if (!holds(period_, from)) period_ = zone_->period(from);
    const auto wall = expr.next(wall_clock(from, period_) - Seconds{1}, month_);
    if (!wall) return std::nullopt;
    const Instant instant = instant_of(*wall, period_);
    if (instant < period_.end) return instant;
  }
  return std::nullopt;
}

/// Once for each matching time: when the wall clock first shows `wall`, or first shows a later one.
Instant Ticks::next_fixed(WallClock wall) {
  const Instant instant = first_showing(wall);
  // Later than `wall` after a gap: what else was skipped by it is the same tick.
  seen_ = wall_clock(instant, period_);
  return instant;
}

/// The first instant at which the wall clock shows `wall` or later. Leaves its period in period_.
Instant Ticks::first_showing(WallClock wall) {
  if (is_well_within(period_, wall)) return instant_of(wall, period_);
  period_ = zone_->period(instant_of(wall, period_));  // mostly the right one
  if (is_well_within(period_, wall)) return instant_of(wall, period_);
  // At this instant no wall clock shows more than `wall`.
  period_ = zone_->period(Instant{wall.time_since_epoch() - largest_offset});
  while (instant_of(wall, period_) >= period_.end) period_ = zone_->period(period_.end);
  return std::max(instant_of(wall, period_), period_.begin);
}

std::optional<Instant> next_tick(const Timing& timing, const Zone& zone, Instant after) {
  return Ticks(timing, zone, after).next();
}

std::optional<WallClock> moved_from(const Timing& timing, const Zone& zone, Instant tick) {
  // What is skipped comes when the gap ends, and a period begins.
  if (!is_fixed_time(timing) || zone.period(tick).begin != tick) return std::nullopt;
  const auto wall = next_time(timing, latest_shown(zone, tick - Seconds{1}));
  return wall && *wall < zone.wall_clock(tick) ? wall : std::nullopt;
}

std::optional<Instant> previous_tick(const Timing& timing, const Zone& zone, Instant before) {
  Instant quiet;
  auto last = some_tick(timing, zone, before, quiet);
  while (last && *last < quiet) {
    const Instant middle = *last + (quiet - *last) / 2;
    const auto tick = next_tick(timing, zone, middle);
    if (tick && *tick < before) {
      last = tick;
    } else {
      quiet = middle;
    }
  }
  return last;
}

std::vector<Instant> ticks_between(const Timing& timing, const Zone& zone, Instant after,
                                   Instant until) {
  std::vector<Instant> found;
  Ticks ticks(timing, zone, after);
  for (auto tick = ticks.next(); tick && *tick <= until; tick = ticks.next()) {
    found.push_back(*tick);
  }
  return found;
}

}  // namespace sidetick
