#include "cli/output/html/axis.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "cli/output/html/wall_text.h"

namespace sidetick {

namespace {

constexpr Seconds day{86'400};
constexpr std::array<int, 15> round_steps{1,   5,    10,   30,   60,    120,   300,  600,
                                          900, 1800, 3600, 7200, 10800, 21600, 43200};

/// The first round step that is a multiple of `part` and of which `span` has at most `most`; half
/// as many where labels have seconds, which makes them wider.
Seconds round_step(Seconds span, Seconds part, int most) {
  for (const int step : round_steps) {
    const int room = step < 60 ? most / 2 : most;
    if (Seconds{step} % part == Seconds{0} && span <= Seconds{step} * room) return Seconds{step};
  }
  return day;
}

/// `time`, or the next multiple of `step` after it.
Seconds next_multiple(Seconds time, Seconds step) {
  const Seconds over = time % step;
  return over > Seconds{0} ? time + step - over : time - over;
}

std::string label_text(WallClock wall, bool names_days) {
  const bool is_midnight = wall == date::floor<date::days>(wall);
  return names_days && is_midnight ? wall_text("%a %d", wall) : hour_text(wall);
}

}  // namespace

Axis::Axis(Instant begin, Instant end, std::shared_ptr<const Zone> zone)
    : begin_(begin), end_(end), zone_(std::move(zone)) {
  is_one_day_ = day_of(begin_) == day_of(end_ - Seconds{1});
  find_changes();
  find_labels();
}

int Axis::unit(Instant instant) const {
  const std::int64_t span = (end_ - begin_).count();
  const std::int64_t from_begin = (std::clamp(instant, begin_, end_) - begin_).count();
  return static_cast<int>((2 * from_begin * width + span) / (2 * span));
}

Seconds Axis::closest() const {
  return 4 * (end_ - begin_) / width;
}

date::local_days Axis::day_of(Instant instant) const {
  return date::floor<date::days>(zone_->wall_clock(instant));
}

bool Axis::is_midnight(Instant instant) const {
  return zone_->wall_clock(instant) == day_of(instant);
}

void Axis::find_changes() {
  Instant at = zone_->period(begin_ - Seconds{1}).end;
  for (; at < end_; at = zone_->period(at).end) {
    const Seconds before = offset(at - Seconds{1});
    if (before == offset(at)) continue;
    changes_.push_back({at, WallClock{(at + before).time_since_epoch()}, zone_->wall_clock(at)});
  }
}

void Axis::find_labels() {
  const Seconds span = end_ - begin_;
  LabelSteps steps{};
  steps[2] = round_step(span, Seconds{1}, 25);
  steps[1] = round_step(span, steps[2], 13);
  steps[0] = round_step(span, steps[1], 9);
  for (Instant at = begin_; at < end_;) {
    const ZonePeriod period = zone_->period(at);
    const Instant until = std::min(period.end, end_);
    Seconds wall = next_multiple((at + period.offset).time_since_epoch(), steps[2]);
    for (; Instant{wall - period.offset} < until; wall += steps[2]) {
      add_label(Instant{wall - period.offset}, WallClock{wall}, steps);
    }
    at = until;
  }
}

/// Where the wall clock goes back, times that are as round as others are nearer to each other.
void Axis::add_label(Instant at, WallClock wall, const LabelSteps& steps) {
  unsigned level = 0;
  while (level < steps.size() && !has_room(at, wall, level, steps[level])) ++level;
  if (level == steps.size()) return;
  labels_.push_back({at, label_text(wall, !is_one_day_), level});
}

bool Axis::has_room(Instant at, WallClock wall, unsigned level, Seconds step) const {
  if (wall.time_since_epoch() % step != Seconds{0}) return false;
  const auto is_shown = [level](const AxisLabel& each) { return each.level <= level; };
  const auto before = std::find_if(labels_.rbegin(), labels_.rend(), is_shown);
  return before == labels_.rend() || at - before->at > step * 3 / 4;
}

std::string Axis::clock(Instant instant) const {
  const WallClock wall = zone_->wall_clock(instant);
  const bool names_day = !is_one_day_ || day_of(instant) != day_of(begin_);
  std::string text = (names_day ? wall_text("%a %d ", wall) : "") + hour_text(wall);
  if (!changes_.empty()) text += " " + format_offset(offset(instant));
  return text;
}

std::string Axis::title() const {
  const WallClock begin = zone_->wall_clock(begin_);
  const WallClock end = zone_->wall_clock(end_);
  const std::string date = "%a %e %B %Y";
  if (is_midnight(begin_) && is_midnight(end_)) {
    if (is_one_day_) return wall_text("%A %e %B %Y", begin);
    return wall_text(date, begin) + " to " + wall_text(date, end - Seconds{1});
  }
  return wall_text(date + ", ", begin) + hour_text(begin) + " to " +
         (is_one_day_ ? "" : wall_text(date + ", ", end)) + hour_text(end);
}

}  // namespace sidetick
