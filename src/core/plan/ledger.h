// What the members of a ledger stand for: a tick each, or a series of ticks at equal distances.
//
// Formats:  `1774746000`, one tick; `1774746000-1774749540/60`, those of an hour. The score is the last
//           tick of the two. No series crosses a midnight of UTC, so that what has a tick is found
//           between it and the end of its day.
// Source:   sidetick(7), "Redis keys".
// Why:      Redis takes some 110 bytes for each member of a sorted set that has more than 128.
// Knows nothing of Redis: values in, values out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/time/instant.h"

namespace sidetick {

/// Ticks that are younger than this stand alone: sidekiq-scheduler, which knows no series, asks for
/// the tick that it is about to enqueue.
inline constexpr Seconds single_for = std::chrono::hours{1};

/// The ticks first, first + step, … last.
struct TickSeries {
  Instant first;
  Instant last;
  Seconds step{1};

  explicit TickSeries(Instant tick) : first(tick), last(tick) {}
  TickSeries(Instant from, Instant to, Seconds each) : first(from), last(to), step(each) {}

  bool is_single() const { return first == last; }
  bool has(Instant tick) const {
    return tick >= first && tick <= last && (tick - first) % step == Seconds{0};
  }
  std::string text() const;
  bool operator==(const TickSeries&) const = default;
  bool operator<(const TickSeries& other) const {
    return std::tie(first, last, step) < std::tie(other.first, other.last, other.step);
  }
};

/// Nothing when `member` is not one of the two forms: another program's, which stands for no tick.
std::optional<TickSeries> parse_ledger_member(std::string_view member);

/// The last second of the day of UTC that `tick` is in.
Instant end_of_day(Instant tick);

/// The same ticks in fewer series, in order. Those with a tick at `single_from` or later stay as
/// they are.
std::vector<TickSeries> put_together(std::vector<TickSeries> series, Instant single_from);

/// `ticks`, which ascend, likewise.
std::vector<TickSeries> series_of(const std::vector<Instant>& ticks, Instant single_from);

/// The ticks of `series` but for `ticks`, which ascend.
std::vector<TickSeries> without(const TickSeries& series, const std::vector<Instant>& ticks);

}  // namespace sidetick
