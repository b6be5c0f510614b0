// A cron expression: text -> which wall-clock times match.
//
// Source:  sidetick(7), "Cron expressions"; crontab(5) of Debian for the day rule; Quartz for L, W
//          and #; fugit for #L, #-n and %; Jenkins for H.
// Units:   wall-clock time, without a zone. What a zone makes of it is decided in ticks.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/cron/days.h"
#include "core/cron/field.h"
#include "core/time/instant.h"

namespace sidetick {

/// A month and its matching days: kept from one match to the next, which is mostly in the same.
struct MatchingMonth {
  date::year_month month;
  date::local_days first;
  unsigned length = 0;
  DaySet days = 0;

  bool holds(date::local_days day) const {
    return first <= day && day < first + date::days{length};
  }
};

class CronExpr {
 public:
  /// Throws CronError; an expression that can never match is one too, and one with an H when there
  /// is no `schedule`, whose name decides what it becomes.
  static CronExpr parse(std::string_view text,
                        std::optional<std::string_view> schedule = std::nullopt);

  /// The first matching wall-clock time after `after`; none when there is none up to the year 9999.
  /// `month` is of any earlier call, or empty: it saves time, and changes nothing.
  std::optional<WallClock> next(WallClock after, MatchingMonth& month) const;

  /// True when the minute or the hour field begins with `*`: such a schedule follows elapsed time
  /// through daylight-saving changes: sidetick(7), "Daylight saving".
  bool follows_elapsed_time() const { return follows_elapsed_time_; }

  /// True when it may match more than once within a minute.
  bool has_several_seconds() const { return std::popcount(seconds_) > 1; }

  /// True when there is an H in it: core/cron/hashed_item.h says what it became.
  bool is_hashed() const { return is_hashed_; }

  /// The zone named in the expression's last field, or "".
  const std::string& zone_name() const { return zone_name_; }

  /// What decides the matches, in one normal form: equal for expressions that are written
  /// differently but mean the same. For fingerprints only; stable across versions and hosts.
  /// Without the zone.
  std::string canonical() const;
  void append_canonical(std::string& out) const;

 private:
  static CronExpr from_fields(const std::vector<Piece>& fields, HashedName hashed);
  std::optional<Seconds> time_of_day_from(Seconds time) const;
  MatchingMonth month_of(date::local_days day) const;
  bool go_to_later_month(MatchingMonth& month) const;

  Bits seconds_ = 0;
  Bits minutes_ = 0;
  Bits hours_ = 0;
  Bits months_ = 0;
  CronDays days_;
  bool follows_elapsed_time_ = false;
  bool is_hashed_ = false;
  std::string zone_name_;
};

}  // namespace sidetick
