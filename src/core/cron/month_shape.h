// A month as the day fields see it, and sets of its days.
//
// Units:   sets of days have bit n for the nth of the month, sets of weekdays bit 0 for Sunday.
#pragma once

#include <cstdint>

#include "core/time/instant.h"

namespace sidetick {

/// All that the days of a month depend on.
struct MonthShape {
  date::year_month month;
  unsigned length;  ///< 28-31

  static MonthShape of(date::year_month month) {
    return {month, static_cast<unsigned>((month / date::last).day())};
  }

  /// Its first day.
  date::local_days first() const { return date::local_days{month / 1}; }

  /// Of the first day; 0 is Sunday. Most expressions do not ask.
  unsigned first_weekday() const { return date::weekday{first()}.c_encoding(); }
};

using DaySet = std::uint32_t;
using WeekdaySet = std::uint8_t;

/// Of a month of that length.
constexpr DaySet all_days(unsigned length) {
  return ((DaySet{1} << length) - 1) * 2;
}

}  // namespace sidetick
