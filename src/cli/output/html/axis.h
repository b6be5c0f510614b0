// The axis of time of a page: real time from left to right, with the wall clock's times written on it.
// Where daylight saving begins or ends the hours stay as wide as they are, and the labels jump.
//
// Units:   instants in whole seconds; places in units of which an axis has Axis::width.
// Knows nothing of HTML.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "core/time/instant.h"
#include "core/time/zone.h"

namespace sidetick {

/// A round time of the wall clock.
struct AxisLabel {
  Instant at;
  std::string text;  ///< "06:00"; "Mon 30" at midnight, unless the axis has one day
  unsigned
      level;  ///< 0: for the narrowest page too; 1: for one of middling width; 2: for a wide one
};

/// Where the wall clock jumps.
struct ClockChange {
  Instant at;
  WallClock from;  ///< what it would have shown
  WallClock to;    ///< what it shows
};

class Axis {
 public:
  /// A day has so many minutes: a unit is then about a pixel of a page of usual width.
  static constexpr int width = 1440;

  /// [begin, end], which is not empty.
  Axis(Instant begin, Instant end, std::shared_ptr<const Zone> zone);

  Instant begin() const { return begin_; }
  Instant end() const { return end_; }
  const Zone& zone() const { return *zone_; }

  /// 0 to width; what lies outside is put at the end.
  int unit(Instant instant) const;

  /// Ticks that are less apart run into each other: a line, a gap and a line are four units.
  Seconds closest() const;

  /// In order of time, none at the end of the axis.
  const std::vector<AxisLabel>& labels() const { return labels_; }
  const std::vector<ClockChange>& changes() const { return changes_; }

  /// "06:00", with seconds where they are not 0, after "Mon 30 " when that is not the only day
  /// of the axis, before " +02:00" when the wall clock jumps.
  std::string clock(Instant instant) const;

  /// "Sunday 29 March 2026" when it is that day; "Mon 23 March 2026 to Sun 29 March 2026" when it is
  /// whole days; else both ends with their times.
  std::string title() const;

 private:
  Seconds offset(Instant instant) const { return zone_->period(instant).offset; }
  date::local_days day_of(Instant instant) const;
  bool is_midnight(Instant instant) const;
  /// How far labels are apart, by their level.
  using LabelSteps = std::array<Seconds, 3>;
  void find_labels();
  void add_label(Instant at, WallClock wall, const LabelSteps& steps);
  bool has_room(Instant at, WallClock wall, unsigned level, Seconds step) const;
  void find_changes();

  Instant begin_;
  Instant end_;
  std::shared_ptr<const Zone> zone_;
  bool is_one_day_;
  std::vector<AxisLabel> labels_;
  std::vector<ClockChange> changes_;
};

}  // namespace sidetick
