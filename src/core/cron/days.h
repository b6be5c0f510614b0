// The two day fields of a cron expression: which days of a given month match.
//
// Source:  crontab(5) of Debian for the day rule, with `?` as `*`; Quartz for L, W and #; fugit for
//          #L, #-n and %.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/cron/field.h"
#include "core/cron/month_shape.h"
#include "core/cron/week_cycle.h"

namespace sidetick {

class DaysOfMonth {
 public:
  static DaysOfMonth parse(Piece field, HashedName& hashed);

  DaySet in(const MonthShape& month) const {
    const DaySet numbered = days_ & all_days(month.length);
    return by_place_ ? numbered | by_place(month) : numbered;
  }
  bool unrestricted() const { return unrestricted_; }
  bool all() const;
  void append_canonical(std::string& out) const;

 private:
  void add(Piece item, HashedName& hashed);
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
  static DaysOfWeek parse(Piece field, HashedName& hashed);

  DaySet in(const MonthShape& month) const;
  bool unrestricted() const { return unrestricted_; }
  bool all() const;
  /// True when years that are alike may still differ.
  bool counts_weeks() const { return !cycles_.empty(); }
  void append_canonical(std::string& out) const;

 private:
  void add(Piece item, HashedName& hashed);
  bool add_place(Piece item);
  bool add_last(Piece item);
  bool add_cycle(Piece item);
  void drop_what_every_week_has();

  bool unrestricted_ = false;
  WeekdaySet days_ = 0;
  bool by_place_ = false;                  // the next three hold something
  std::array<WeekdaySet, 5> nth_{};        // nth_[0]: the first of its kind in the month
  std::array<WeekdaySet, 5> from_last_{};  // from_last_[0]: the last of its kind
  std::vector<WeekCycle> cycles_;          // in order
};

/// The day rule: both fields must match when one of them begins with * or ?, else either may.
class CronDays {
 public:
  CronDays() = default;
  CronDays(Piece day_of_month, Piece day_of_week, HashedName& hashed);

  // Here, as is DaysOfMonth::in, for the compiler to put into the loop over months.
  DaySet in(const MonthShape& month) const {
    const DaySet of_month = of_month_.in(month);
    if (any_weekday_) return of_month;
    const DaySet of_week = of_week_.in(month);
    return both_must_match() ? of_month & of_week : of_month | of_week;
  }

  bool counts_weeks() const { return of_week_.counts_weeks(); }
  void append_canonical(std::string& out) const;

 private:
  bool both_must_match() const { return of_month_.unrestricted() || of_week_.unrestricted(); }

  DaysOfMonth of_month_;
  DaysOfWeek of_week_;
  bool any_weekday_ = false;  // of_week_ says nothing: most expressions are like that
};

}  // namespace sidetick
