#include "core/schedule/exclusions.h"

#include <algorithm>
#include <array>

#include "core/time/instant.h"

namespace sidetick {

namespace {

constexpr unsigned whole_week = 0x7f;
constexpr date::days one_day{1};
constexpr std::array<const char*, 7> day_names{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

}  // namespace

void Exclusions::add(const Exclusions& others) {
  ranges_.insert(ranges_.end(), others.ranges_.begin(), others.ranges_.end());
  days_of_week_ |= others.days_of_week_;
}

bool Exclusions::has_day_of_week(LocalDate date) const {
  return (days_of_week_ >> date::weekday{date}.c_encoding() & 1U) != 0;
}

void Exclusions::finish() {
  std::ranges::sort(ranges_, {}, &DateRange::first);
  std::vector<DateRange> joined;
  for (DateRange range : ranges_) {
    if (!take_out_days_of_week(range)) continue;
    if (!joined.empty() && range.first <= joined.back().last + one_day) {
      joined.back().last = std::max(joined.back().last, range.last);
    } else {
      joined.push_back(range);
    }
  }
  ranges_ = std::move(joined);
}

/// Makes a range begin with a date that it alone excludes, and end with the last that is excluded in
/// a row. False when it excludes nothing of its own.
bool Exclusions::take_out_days_of_week(DateRange& range) const {
  if (days_of_week_ == whole_week) return false;
  while (range.first <= range.last && has_day_of_week(range.first)) range.first += one_day;
  if (range.first > range.last) return false;
  while (has_day_of_week(range.last + one_day)) range.last += one_day;
  return true;
}

std::vector<DateRange>::const_iterator Exclusions::find(LocalDate date) const {
  const auto after = std::ranges::upper_bound(ranges_, date, {}, &DateRange::first);
  if (after == ranges_.begin()) return ranges_.end();
  const auto before = std::prev(after);
  return date <= before->last ? before : ranges_.end();
}

bool Exclusions::has(LocalDate date) const {
  return has_day_of_week(date) || find(date) != ranges_.end();
}

std::optional<LocalDate> Exclusions::first_left(LocalDate date) const {
  if (days_of_week_ == whole_week) return std::nullopt;
  // At most a few days of the week, a range that takes in those behind it, and no other range.
  for (;;) {
    const auto range = find(date);
    if (range != ranges_.end()) {
      date = range->last + one_day;
    } else if (has_day_of_week(date)) {
      date += one_day;
    } else {
      return date;
    }
  }
}

std::optional<LocalDate> Exclusions::last_date() const {
  if (ranges_.empty()) return std::nullopt;
  return ranges_.back().last;
}

Exclusions Exclusions::other_days_of_week() const {
  Exclusions others;
  others.days_of_week_ = whole_week & ~days_of_week_;
  return others;
}

std::vector<std::string> Exclusions::texts() const {
  std::vector<std::string> texts;
  for (unsigned each = 0; each < 7; ++each) {
    if ((days_of_week_ >> each & 1U) != 0) texts.emplace_back(day_names[each]);
  }
  for (const DateRange& range : ranges_) {
    texts.push_back(format_date(range.first));
    if (range.first != range.last) texts.back() += ".." + format_date(range.last);
  }
  return texts;
}

void Exclusions::append_canonical(std::string& out) const {
  out += " exclude " + std::to_string(days_of_week_);
  for (const DateRange& range : ranges_) {
    out += ' ' + std::to_string(range.first.time_since_epoch().count()) + '-' +
           std::to_string(range.last.time_since_epoch().count());
  }
}

}  // namespace sidetick
