// The dates on which a schedule does not fire: days of the week, and ranges of dates.
//
// Units:   dates of the schedule's zone, without a time.
// Cost:    however many dates are excluded in a row, their end is found at once.
#pragma once

#include <date/date.h>

#include <optional>
#include <string>
#include <vector>

namespace sidetick {

using LocalDate = date::local_days;

/// Both ends are in it.
struct DateRange {
  LocalDate first;
  LocalDate last;
};

class Exclusions {
 public:
  void add(DateRange range) { ranges_.push_back(range); }
  void add(date::weekday day) { days_of_week_ |= 1U << day.c_encoding(); }

  void add(const Exclusions& others);

  /// Puts the ranges in order and makes one of those between which no date is left. To be called
  /// after the last add().
  void finish();

  bool empty() const { return days_of_week_ == 0 && ranges_.empty(); }
  bool has(LocalDate date) const;

  /// `date`, or the first one after it that is not excluded; none where every day of the week is.
  std::optional<LocalDate> first_left(LocalDate date) const;

  /// The last date that a range has; none without ranges.
  std::optional<LocalDate> last_date() const;

  const std::vector<DateRange>& ranges() const { return ranges_; }
  bool has_days_of_week() const { return days_of_week_ != 0; }
  /// Those days of the week that are not excluded.
  Exclusions other_days_of_week() const;

  /// `sat`, `2026-12-24..2027-01-02`: as the file may have it.
  std::vector<std::string> texts() const;

  /// What is excluded, in one way whatever it was made of.
  void append_canonical(std::string& out) const;

 private:
  bool has_day_of_week(LocalDate date) const;
  bool take_out_days_of_week(DateRange& range) const;
  /// The range that holds `date`, or else ranges_.end().
  std::vector<DateRange>::const_iterator find(LocalDate date) const;

  std::vector<DateRange> ranges_;
  unsigned days_of_week_ = 0;  // a bit each, from Sunday on
};

}  // namespace sidetick
