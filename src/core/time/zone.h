// A time zone: which offset from UTC holds at which instant.
//
// Source:  RFC 9636 (TZif), the v2+ block and its footer (a POSIX TZ rule), read by parsers of
//          ours: date-tz ignores the footer, and date/ptz.h refuses the negative rule times that
//          America/Nuuk has.
// Units:   offsets in seconds east of UTC; periods are [begin, end).
// Knows nothing of files: io/zone_file reads them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time/instant.h"
#include "core/time/posix_rule.h"

namespace sidetick {

/// No zone's offset is further from UTC than this, and so no two wall clocks twice this apart.
inline constexpr Seconds largest_offset = std::chrono::hours{26};

/// What a zone is called that is known by its data alone.
inline constexpr std::string_view nameless_zone = "system";

class Zone {
 public:
  /// UTC, also under the names that mean the same.
  static std::shared_ptr<const Zone> utc(std::string name = "UTC");

  /// Reads the bytes of a TZif file. Throws std::invalid_argument, saying what is wrong with them.
  static std::shared_ptr<const Zone> from_tzif(std::string name, std::string_view bytes);

  /// A zone whose every year follows `rule`, POSIX.1-2024 section 8.3. Throws
  /// std::invalid_argument, saying what is wrong with it.
  static std::shared_ptr<const Zone> from_rule(std::string name, std::string_view rule);

  /// The name as the user gave it: "Europe/Copenhagen"; "system" for a host's zone that has none.
  const std::string& name() const { return name_; }
  bool has_name() const { return name_ != nameless_zone; }

  /// The name; with a hash of what the zone says when it has none: two hosts may differ.
  std::string identity() const;

  /// The period that holds `instant`. Neighbouring periods may have the same offset.
  ZonePeriod period(Instant instant) const;

  WallClock wall_clock(Instant instant) const;

  /// The instant that `wall` stands for. A time that occurs twice is the first of the two; one that
  /// is skipped is the first instant after the gap. Source: sidetick(7), "Daylight saving", on
  /// fixed times.
  Instant instant_of(WallClock wall) const;

  /// From here on every 400 years are like the 400 years before: all changes follow one annual
  /// rule, or there are none.
  Instant settled_from() const { return settled_from_; }

 private:
  Zone() = default;
  ZonePeriod period_by_rule(Instant instant) const;
  ZonePeriod period_on_record(Instant instant) const;

  std::string name_;
  std::uint64_t data_hash_ = 0;   // of the file or rule that it was made of
  std::vector<Instant> begins_;   // of the periods on record, ascending; the first is never_began
  std::vector<Seconds> offsets_;  // of these periods
  std::optional<PosixRule> rule_;
  Instant settled_from_ = never_began;  // the rule, if any, holds from here on
};

}  // namespace sidetick
