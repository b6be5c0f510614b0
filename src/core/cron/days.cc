#include "core/cron/days.h"

#include <algorithm>
#include <bit>
#include <tuple>

#include "core/text/ascii.h"
#include "core/text/number.h"

namespace sidetick {
namespace {

constexpr DaySet day(unsigned n) {
  return DaySet{1} << n;
}

unsigned weekday(MonthShape month, unsigned n) {
  return (month.first_weekday() + n - 1) % 7;
}

/// The same weekdays, with bit 0 for the weekday `first`.
std::uint32_t week_from(WeekdaySet weekdays, unsigned first) {
  return ((weekdays >> first) | (weekdays << (7 - first))) & 0x7fu;
}

/// Those of `weekdays` in the last seven days of the month, or in seven days that end so many weeks
/// before; bit 0 is the first of the month.
std::uint32_t weeks_before_the_last(unsigned weeks, WeekdaySet weekdays, const MonthShape& month) {
  const std::uint32_t week = week_from(weekdays, (month.first_weekday() + month.length) % 7);
  const unsigned begin = month.length, back = 7 * (weeks + 1);
  return begin >= back ? week << (begin - back) : week >> (back - begin);
}

/// The weekday nearest to the nth, without leaving the month (Quartz' W). Nothing when the month
/// has no such day.
DaySet weekday_nearest(MonthShape month, unsigned n) {
  if (n > month.length) return 0;
  switch (weekday(month, n)) {
    case 6:
      return n == 1 ? day(3) : day(n - 1);
    case 0:
      return n == month.length ? day(n - 2) : day(n + 1);
    default:
      return day(n);
  }
}

template <typename Visit>
void for_each_bit(std::uint32_t set, Visit visit) {
  for (; set != 0; set &= set - 1) visit(static_cast<unsigned>(std::countr_zero(set)));
}

bool begins_with_star(Piece field) {
  return field.text.front() == '*' || field.text == "?";
}

WeekdaySet weekday_bit(Piece piece) {
  return static_cast<WeekdaySet>(1u << (weekday_field.value(piece) % 7));
}

void refuse_question_mark(Piece item) {
  if (item.text.find('?') != std::string_view::npos) item.fail("? must stand alone in its field");
}

}  // namespace

DaysOfMonth DaysOfMonth::parse(Piece field, HashedName& hashed) {
  DaysOfMonth days;
  days.unrestricted_ = begins_with_star(field);
  if (field.text == "?") field.text = "*";
  for_each_item(field, day_field, [&](Piece item) { days.add(item, hashed); });
  if (days.all()) {
    days.before_last_ = days.weekday_nearest_ = 0, days.last_weekday_ = days.by_place_ = false;
  }
  return days;
}

void DaysOfMonth::add(Piece item, HashedName& hashed) {
  refuse_question_mark(item);
  const std::string lower = lower_case(item.text);
  if (add_weekday_nearest(item, lower) || add_last(item, lower)) {
    by_place_ = true;
  } else {
    days_ |= static_cast<DaySet>(day_field.item(item, hashed));
  }
}

/// "15W", "LW"
bool DaysOfMonth::add_weekday_nearest(Piece item, const std::string& lower) {
  if (lower.back() != 'w') return false;
  const Piece number = item.part(0, lower.size() - 1);
  if (number.empty()) item.fail("day " + item.quoted() + " needs a day before the W, as in 15W");
  if (lower == "lw") {
    last_weekday_ = true;
  } else {
    weekday_nearest_ |= day(static_cast<unsigned>(day_field.value(number)));
  }
  return true;
}

/// "L", "L-3"
bool DaysOfMonth::add_last(Piece item, const std::string& lower) {
  if (lower.front() != 'l') return false;
  if (lower == "l") {
    before_last_ |= day(0);
    return true;
  }
  if (lower[1] != '-') item.fail("day " + item.quoted() + " is not L, L-n or LW");
  const FieldKind days_before{"days before the last", 1, 30, 30, "", {}};
  before_last_ |= day(static_cast<unsigned>(days_before.value(item.part(2))));
  return true;
}

DaySet DaysOfMonth::by_place(const MonthShape& month) const {
  DaySet set = 0;
  for_each_bit(before_last_,
               [&](unsigned n) { set |= n < month.length ? day(month.length - n) : 0; });
  for_each_bit(weekday_nearest_, [&](unsigned n) { set |= weekday_nearest(month, n); });
  if (last_weekday_) set |= weekday_nearest(month, month.length);
  return set;
}

bool DaysOfMonth::all() const {
  return days_ == all_days(31);
}

void DaysOfMonth::append_canonical(std::string& out) const {
  for (const DaySet part : {days_, before_last_, weekday_nearest_}) {
    append_hex(out, part);
    out += '.';
  }
  out += last_weekday_ ? '1' : '0';
}

DaysOfWeek DaysOfWeek::parse(Piece field, HashedName& hashed) {
  DaysOfWeek days;
  days.unrestricted_ = begins_with_star(field);
  if (field.text == "?") field.text = "*";
  for_each_item(field, weekday_field, [&](Piece item) { days.add(item, hashed); });
  if (days.by_place_) days.drop_what_every_week_has();
  return days;
}

void DaysOfWeek::add(Piece item, HashedName& hashed) {
  refuse_question_mark(item);
  if (add_place(item) || add_cycle(item) || add_last(item)) {
    by_place_ = true;
  } else {
    days_ |= static_cast<WeekdaySet>(weekday_field.item(item, hashed));
  }
}

/// "mon#2", "mon#-2", "mon#L"
bool DaysOfWeek::add_place(Piece item) {
  if (item.text.size() == 1) return false;  // most are a star
  const auto [day, place] = item.cut_at('#');
  if (day.text.size() == item.text.size()) return false;
  const bool last = place.text == "L" || place.text == "l";
  const bool negative = place.text.starts_with('-');
  const FieldKind from_end{"place from the end of the month", 1, 5, 5, "", {}};
  const FieldKind from_begin{"place in the month", 1, 5, 5, "", {}};
  const int number = last ? 1 : negative ? from_end.value(place.part(1)) : from_begin.value(place);
  auto& places = last || negative ? from_last_ : nth_;
  places[static_cast<std::size_t>(number - 1)] |= weekday_bit(day);
  return true;
}

/// "friL"
bool DaysOfWeek::add_last(Piece item) {
  if (item.text == "L" || item.text == "l") {
    item.fail("weekday " + item.quoted() + " needs a day before the L: friL is the last friday");
  }
  if (item.text.front() == 'L' || item.text.front() == 'l') {
    item.fail("weekday " + item.quoted() +
              " has its L before the day: friL or 5L is the last friday");
  }
  if (item.text.back() != 'L' && item.text.back() != 'l') return false;
  from_last_[0] |= weekday_bit(item.part(0, item.text.size() - 1));
  return true;
}

/// "mon%2", "mon%2+1"; "mon%1" is each Monday.
bool DaysOfWeek::add_cycle(Piece item) {
  if (item.text.size() == 1) return false;
  const auto cycle = WeekCycle::parse(item);
  if (!cycle) return false;
  if (cycle->weeks == 1) {
    days_ |= static_cast<WeekdaySet>(1u << cycle->weekday);
  } else {
    cycles_.push_back(*cycle);
  }
  return true;
}

/// The cycles that are left are in order, and each is there once.
void DaysOfWeek::drop_what_every_week_has() {
  if (all()) nth_ = from_last_ = {}, by_place_ = false;
  std::erase_if(cycles_, [&](const WeekCycle& cycle) { return days_ >> cycle.weekday & 1; });
  const auto order = [](const WeekCycle& cycle) {
    return std::tuple(cycle.weekday, cycle.weeks, cycle.remainder);
  };
  std::ranges::sort(cycles_, {}, order);
  cycles_.erase(std::unique(cycles_.begin(), cycles_.end()), cycles_.end());
}

DaySet DaysOfWeek::in(const MonthShape& month) const {
  // One bit for the first day of each of five weeks.
  constexpr DaySet weeks = 1u | 1u << 7 | 1u << 14 | 1u << 21 | 1u << 28;
  const unsigned first = month.first_weekday();
  DaySet set = week_from(days_, first) * weeks;
  if (!by_place_) return set << 1 & all_days(month.length);
  for (unsigned week = 0; week < nth_.size(); ++week) {
    set |= week_from(nth_[week], first) << (7 * week);
  }
  for (unsigned week = 0; week < from_last_.size(); ++week) {
    set |= weeks_before_the_last(week, from_last_[week], month);
  }
  set = set << 1 & all_days(month.length);
  for (const WeekCycle& cycle : cycles_) set |= cycle.in(month);
  return set;
}

bool DaysOfWeek::all() const {
  return days_ == 0x7f;
}

void DaysOfWeek::append_canonical(std::string& out) const {
  append_hex(out, days_);
  out += '.';
  for (const WeekdaySet& nth : nth_) append_hex(out, nth, &nth == nth_.data() ? 1 : 2);
  out += '.';
  append_hex(out, from_last_[0]);
  if (std::any_of(from_last_.begin() + 1, from_last_.end(),
                  [](WeekdaySet set) { return set != 0; })) {
    for (std::size_t i = 1; i < from_last_.size(); ++i) append_hex(out += '-', from_last_[i]);
  }
  for (const WeekCycle& cycle : cycles_) out += "," + cycle.text();
}

CronDays::CronDays(Piece day_of_month, Piece day_of_week, HashedName& hashed)
    : of_month_(DaysOfMonth::parse(day_of_month, hashed)),
      of_week_(DaysOfWeek::parse(day_of_week, hashed)),
      any_weekday_(of_week_.unrestricted() && of_week_.all()) {}

void CronDays::append_canonical(std::string& out) const {
  // With all days in one field, "both" means the other one, and "either" means every day.
  const bool both = both_must_match();
  const bool every_day =
      both ? of_month_.all() && of_week_.all() : of_month_.all() || of_week_.all();
  if (every_day) {
    out += '*';
    return;
  }
  of_month_.append_canonical(out);
  out += both ? '&' : '|';
  of_week_.append_canonical(out);
}

}  // namespace sidetick
