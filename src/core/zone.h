// A time zone: which offset from UTC holds at which instant.
//
// Source:  RFC 9636 (TZif), the v2+ block and its footer (a POSIX TZ rule), read by a parser of
//          ours: date-tz ignores the footer, and date/ptz.h refuses the negative rule times that
//          America/Nuuk has.
// Units:   offsets in seconds east of UTC; periods are [begin, end).
// Knows nothing of files: io/zone_file reads them.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"

namespace sidetick {

/// A stretch of time with one offset: [begin, end).
struct ZonePeriod {
  Instant begin;
  Instant end;
  Seconds offset;
};

/// The annual rule of a TZif footer; defined in zone.cc.
struct PosixRule;

class Zone {
 public:
  /// UTC, also under the names that mean the same.
  static std::shared_ptr<const Zone> utc();

  /// Reads the bytes of a TZif file. Throws std::invalid_argument, saying what is wrong with them.
  static std::shared_ptr<const Zone> from_tzif(std::string name, std::string_view bytes);

  /// The name as the user gave it: "Europe/Copenhagen".
  const std::string& name() const { return name_; }

  /// The period that holds `instant`.
  ZonePeriod period(Instant instant) const;

  WallClock wall_clock(Instant instant) const;

  ~Zone();

 private:
  Zone() = default;
  std::string name_;
  std::vector<Instant> transitions_;   // ascending
  std::vector<Seconds> offsets_;       // offsets_[i] holds before transitions_[i]; one more at the end
  std::unique_ptr<PosixRule> rule_;    // holds from the last transition on; none: the last offset
};

}  // namespace sidetick
