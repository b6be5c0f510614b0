// The two day fields of a cron expression: which days of a given month match.
//
// Source:  crontab(5) of Debian for the day rule, with `?` as `*`; Quartz for L, W and #.
// Units:   sets of days have bit n for the nth of the month, sets of weekdays bit 0 for Sunday.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "core/cron_field.h"
#include "core/time.h"

namespace sidetick {

/// All that the days of a month depend on.
struct MonthShape {
  unsigned length;         ///< 28-31
  date::local_days first;  ///< its first day

  /// Of the first day; 0 is Sunday. Most expressions do not ask.
  unsigned first_weekday() const { return date::weekday{first}.c_encoding(); }
};

using DaySet = std::uint32_t;
using WeekdaySet = std::uint8_t;

class DaysOfMonth {
 public:
  static DaysOfMonth parse(Piece field);

  DaySet in(MonthShape month) const;
  bool unrestricted() const { return unrestricted_; }
  bool all() const;
  void append_canonical(std::string& out) const;

 private:
  void add(Piece item);
  bool add_weekday_nearest(Piece item, const std::string& lower);
  bool add_last(Piece item, const std::string& lower);

  bool unrestricted_ = false;  // begins with * or ?
  DaySet days_ = 0;
  DaySet before_last_ = 0;      // bit n: L-n
  DaySet weekday_nearest_ = 0;  // bit n: nW
  bool last_weekday_ = false;   // LW
};

class DaysOfWeek {
 public:
  static DaysOfWeek parse(Piece field);

  DaySet in(MonthShape month) const;
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

  DaySet in(MonthShape month) const;
  void append_canonical(std::string& out) const;

 private:
  DaysOfMonth of_month_;
  DaysOfWeek of_week_;
  bool any_weekday_ = false;  // of_week_ says nothing: most expressions are like that
};

}  // namespace sidetick
