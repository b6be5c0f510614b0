// A cron expression: text -> which wall-clock times match.
//
// Source:  DESIGN "Cron expressions"; crontab(5) of Debian for the day rule; Quartz for L, W and #.
// Units:   wall-clock time, without a zone. What a zone makes of it is decided in ticks.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/time.h"

namespace sidetick {

/// What is wrong with an expression, in one line: `hour 25 is not in 0-23`. `column` is where in
/// the text the offending piece begins (0-based) and `length` how long it is.
class CronError : public std::runtime_error {
 public:
  CronError(const std::string& message, std::size_t column, std::size_t length)
      : std::runtime_error(message), column(column), length(length) {}
  std::size_t column;
  std::size_t length;
};

class CronExpr {
 public:
  /// Throws CronError; an expression that can never match is one too.
  static CronExpr parse(std::string_view text);

  /// The first matching wall-clock time after `after`; none when there is none up to the year 9999.
  std::optional<WallClock> next(WallClock after) const;

  /// True when the minute or the hour field begins with `*`: such a schedule follows elapsed time
  /// through daylight-saving changes (DESIGN "Cron expressions").
  bool follows_elapsed_time() const { return follows_elapsed_time_; }

  /// The zone named in the expression's last field, or "".
  const std::string& zone_name() const { return zone_name_; }

  /// What decides the matches, in one normal form: equal for expressions that are written
  /// differently but mean the same. For fingerprints only; stable across versions and hosts.
  std::string canonical() const;

 private:
  // The representation is the implementer's.
  bool follows_elapsed_time_ = false;
  std::string zone_name_;
};

}  // namespace sidetick
