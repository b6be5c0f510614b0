#include "core/cron/days.h"

#include <bit>

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

void refuse_question_mark(Piece item) {
  if (item.text.find('?') != std::string_view::npos) item.fail("? must stand alone in its field");
}

}  // namespace

DaysOfMonth DaysOfMonth::parse(Piece field) {
  DaysOfMonth days;
  days.unrestricted_ = begins_with_star(field);
  if (field.text == "?") field.text = "*";
  for_each_item(field, day_field, [&](Piece item) { days.add(item); });
  if (days.all()) {
    days.before_last_ = days.weekday_nearest_ = 0, days.last_weekday_ = days.by_place_ = false;
  }
  return days;
}

void DaysOfMonth::add(Piece item) {
  refuse_question_mark(item);
  const std::string lower = lower_case(item.text);
  if (add_weekday_nearest(item, lower) || add_last(item, lower)) {
    by_place_ = true;
  } else {
    days_ |= static_cast<DaySet>(day_field.item(item));
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

DaysOfWeek DaysOfWeek::parse(Piece field) {
  DaysOfWeek days;
  days.unrestricted_ = begins_with_star(field);
  if (field.text == "?") field.text = "*";
  for_each_item(field, weekday_field, [&](Piece item) { days.add(item); });
  if (days.all()) days.nth_ = {}, days.last_ = 0, days.by_place_ = false;
  return days;
}

void DaysOfWeek::add(Piece item) {
  refuse_question_mark(item);
  const auto bit = [](Piece piece) {
    return static_cast<WeekdaySet>(1u << (weekday_field.value(piece) % 7));
  };
  const auto [before, after] = item.cut_at('#');
  if (before.text.size() != item.text.size()) {
    const FieldKind place{"place in the month", 1, 5, 5, "", {}};
    nth_[static_cast<std::size_t>(place.value(after) - 1)] |= bit(before);
    by_place_ = true;
  } else if (item.text == "L" || item.text == "l") {
    item.fail("weekday " + item.quoted() + " needs a day before the L: friL is the last friday");
  } else if (item.text.front() == 'L' || item.text.front() == 'l') {
    item.fail("weekday " + item.quoted() +
              " has its L before the day: friL or 5L is the last friday");
  } else if (item.text.back() == 'L' || item.text.back() == 'l') {
    last_ |= bit(item.part(0, item.text.size() - 1));
    by_place_ = true;
  } else {
    days_ |= static_cast<WeekdaySet>(weekday_field.item(item));
  }
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
  const unsigned last_week = month.length - 7;  // without the days of the last seven
  set |= week_from(last_, (first + last_week) % 7) << last_week;
  return set << 1 & all_days(month.length);
}

bool DaysOfWeek::all() const {
  return days_ == 0x7f;
}

void DaysOfWeek::append_canonical(std::string& out) const {
  append_hex(out, days_);
  out += '.';
  for (const WeekdaySet& nth : nth_) append_hex(out, nth, &nth == nth_.data() ? 1 : 2);
  out += '.';
  append_hex(out, last_);
}

CronDays::CronDays(Piece day_of_month, Piece day_of_week)
    : of_month_(DaysOfMonth::parse(day_of_month)),
      of_week_(DaysOfWeek::parse(day_of_week)),
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
