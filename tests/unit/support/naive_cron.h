// A second opinion on cron expressions: read from the text, one value at a time.
//
// Nothing here is shared with CronExpr, and nothing is clever: each field's text is looked at for
// each value, dates are asked one by one. It knows five or six fields, no macros and no zones, and
// takes expressions that are known to be right.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/time/instant.h"

namespace sidetick {

class NaiveCron {
 public:
  explicit NaiveCron(const std::string& text);

  bool matches(WallClock wall);
  bool follows_elapsed_time() const;

 private:
  bool date_matches(date::local_days day) const;

  std::vector<std::string> fields_;  // six
  std::array<bool, 60> seconds_{}, minutes_{};
  std::array<bool, 24> hours_{};
  date::local_days asked_day_{date::days{-1000000}};  // the last date that was asked for
  bool asked_day_matches_ = false;
};

}  // namespace sidetick
