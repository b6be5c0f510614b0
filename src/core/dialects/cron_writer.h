// The sets of values that an expression of another dialect allows, and a cron expression of ours
// that allows the same.
//
// Source:  core/cron/expression.h for what is written; the dialects' own code for what is read.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/cron/days.h"
#include "core/cron/field.h"

namespace sidetick {

struct CronWriter {
  Bits seconds = 1;  ///< second 0
  Bits minutes = 0;
  Bits hours = 0;
  Bits months = 0;

  bool any_day = false;  ///< the day of the month is not restricted; then the two below are unused
  DaySet days = 0;
  DaySet before_last = 0;                    ///< bit n: n days before the last of the month
  std::vector<std::string> nearest_weekday;  ///< items such as "15W" and "LW", as they are

  bool any_weekday = false;
  WeekdaySet weekdays = 0;
  std::array<WeekdaySet, 5> nth{};        ///< nth[0]: the first of its kind in the month
  std::array<WeekdaySet, 5> from_last{};  ///< from_last[0]: the last of its kind
  std::vector<WeekCycle> cycles;

  bool both = false;  ///< with both day fields restricted both must match, not either
};

/// An expression of five fields, or six when the seconds are not 0, that matches what `sets`
/// allow. `original` has as many fields; one that means the same in both dialects is copied.
/// Nothing when both day fields must match, and neither can be written with a `*` in front: then no
/// expression of ours says that.
std::optional<std::string> compose_cron(const CronWriter& sets, const std::string& original);

}  // namespace sidetick
