// The annual rule at the end of a TZif file: "CET-1CEST,M3.5.0,M10.5.0/3".
//
// Source:  POSIX.1-2024 section 8.3, TZ; RFC 9636 section 3.3.1 for hours -167..167.
// Units:   offsets in seconds east of UTC (the text counts them west).
#pragma once

#include <array>
#include <string_view>

#include "core/time.h"

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

/// A year, and what the days of its changes depend on.
struct YearShape {
  date::local_days january;  ///< its first day
  bool leap;

  static YearShape of(date::year year);
};

/// A day of each year and a time on it.
struct AnnualTime {
  enum class Kind { julian, zero_based, weekday_of_month };
  Kind kind = Kind::zero_based;
  unsigned day = 0;  ///< julian: 1-365, never the 29th of February; zero_based: 0-365; weekday: 0-6
  unsigned week = 0;                    ///< 1-5, 5 means the last
  unsigned month = 0;                   ///< 1-12
  Seconds time{std::chrono::hours{2}};  ///< after midnight, on the wall clock before the change

  WallClock in(YearShape year) const;
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
  std::array<Change, 2> changes_in(YearShape year) const;
};

}  // namespace sidetick
