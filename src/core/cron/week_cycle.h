// Every n-th week: `mon%2`, `tue%3+1`.
//
// Source:  fugit's lib/fugit/cron.rb, weekday_modulo_match?, since its version 1.7.0, and et-orbi's
//          lib/et-orbi/time.rb, rweek: week 1 begins with 2019-01-01, which is a Tuesday, on the
//          calendar of the schedule's zone. `d%n+m` are the days d of the weeks whose number leaves
//          the same remainder as m when it is divided by n. Before 1.7.0 fugit added m to the number
//          in place of comparing with it, which is the same for n = 2; and before 2026 et-orbi took
//          a Tuesday in summer time for a day of the week before.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/cron/field.h"
#include "core/cron/month_shape.h"

namespace sidetick {

struct WeekCycle {
  std::uint8_t weekday;    ///< 0 is Sunday
  std::uint8_t weeks;      ///< every so many, 1-52
  std::uint8_t remainder;  ///< of the number of a week that matches; less than `weeks`

  /// Nothing when `item` has no %. Throws CronError when what stands there is wrong.
  static std::optional<WeekCycle> parse(Piece item);

  DaySet in(const MonthShape& month) const;
  /// As it is parsed: "1%3+2".
  std::string text() const;

  bool operator==(const WeekCycle&) const = default;
};

}  // namespace sidetick
