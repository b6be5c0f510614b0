// The annual rule at the end of a TZif file: "CET-1CEST,M3.5.0,M10.5.0/3".
//
// Source:  POSIX.1-2024 section 8.3, TZ; RFC 9636 section 3.3.1 for hours -167..167.
// Units:   offsets in seconds east of UTC (the text counts them west).
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "core/time/instant.h"

namespace sidetick {

/// A stretch of time with one offset: [begin, end).
struct ZonePeriod {
  Instant begin;
  Instant end;
  Seconds offset;
};

/// Where a period ends that has no end, and where one begins that has no beginning. Far enough out
/// that no sum with an instant of ours meets it, and near enough not to overflow.
inline constexpr Instant never_ends{Seconds{1LL << 59}};
inline constexpr Instant never_began{Seconds{-(1LL << 59)}};

/// A day of each year and a time on it.
struct AnnualTime {
  /// That many days of the year come before it, in a common year and in a leap year.
  std::array<unsigned, 2> days_before{0, 0};
  /// Of the seven days from there on, it is the one that is this weekday, 0 for Sunday. None: it is
  /// the first of them.
  std::optional<unsigned> weekday;
  Seconds time{std::chrono::hours{2}};  ///< after midnight, on the wall clock before the change
};

struct PosixRule {
  Seconds standard{0};
  bool has_summer = false;
  Seconds summer{0};
  AnnualTime summer_begins;
  AnnualTime summer_ends;

  /// Throws std::invalid_argument when `text` is not a rule.
  static PosixRule parse(std::string_view text);

  ZonePeriod period(Instant instant) const;

 private:
  struct Change {
    Instant at;
    Seconds offset;  ///< from then on
  };
  struct Year {
    Instant january;  ///< midnight of its first day, on a clock that shows UTC
    std::array<Change, 2> changes;
  };
  Year changes_in(date::year year) const;
};

}  // namespace sidetick
