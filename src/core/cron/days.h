// The two day fields of a cron expression: which days of a given month match.
//
// Source:  crontab(5) of Debian for the day rule, with `?` as `*`; Quartz for L, W and #.
// Units:   sets of days have bit n for the nth of the month, sets of weekdays bit 0 for Sunday.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "core/cron/field.h"
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

class DaysOfMonth {
 public:
  static DaysOfMonth parse(Piece field);

  DaySet in(const MonthShape& month) const {
    const DaySet numbered = days_ & all_days(month.length);
    return by_place_ ? numbered | by_place(month) : numbered;
  }
  bool unrestricted() const { return unrestricted_; }
  bool all() const;
  void append_canonical(std::string& out) const;

 private:
  void add(Piece item);
  bool add_weekday_nearest(Piece item, const std::string& lower);
  bool add_last(Piece item, const std::string& lower);
  DaySet by_place(const MonthShape& month) const;

  bool unrestricted_ = false;  // begins with * or ?
  DaySet days_ = 0;
  bool by_place_ = false;       // the next three hold something
  DaySet before_last_ = 0;      // bit n: L-n
  DaySet weekday_nearest_ = 0;  // bit n: nW
  bool last_weekday_ = false;   // LW
};

class DaysOfWeek {
 public:
  static DaysOfWeek parse(Piece field);

  DaySet in(const MonthShape& month) const;
  bool unrestricted() const { return unrestricted_; }
  bool all() const;
  void append_canonical(std::string& out) const;

 private:
  void add(Piece item);

  bool unrestricted_ = false;
  WeekdaySet days_ = 0;
  bool by_place_ = false;            // nth_ or last_ hold something
  std::array<WeekdaySet, 5> nth_{};  // nth_[0]: the first of its kind in the month
  WeekdaySet last_ = 0;
};

/// The day rule: both fields must match when one of them begins with * or ?, else either may.
class CronDays {
 public:
  CronDays() = default;
  CronDays(Piece day_of_month, Piece day_of_week);

  // Here, as is DaysOfMonth::in, for the compiler to put into the loop over months.
  DaySet in(const MonthShape& month) const {
    const DaySet of_month = of_month_.in(month);
    if (any_weekday_) return of_month;
    const DaySet of_week = of_week_.in(month);
    return both_must_match() ? of_month & of_week : of_month | of_week;
  }

  void append_canonical(std::string& out) const;

 private:
  bool both_must_match() const { return of_month_.unrestricted() || of_week_.unrestricted(); }

  DaysOfMonth of_month_;
  DaysOfWeek of_week_;
  bool any_weekday_ = false;  // of_week_ says nothing: most expressions are like that
};

}  // namespace sidetick
