#include "core/cron/expression.h"

#include <bit>

#include "core/cron/split.h"
#include "core/text/number.h"

namespace sidetick {
namespace {

/// The first member of the set from `value` on; none when there is none.
std::optional<int> first_from(Bits set, int value) {
  const Bits rest = value > 63 ? 0 : set >> value << value;
  if (rest == 0) return std::nullopt;
  return std::countr_zero(rest);
}

int first_of(Bits set) {
  return std::countr_zero(set);
}

Seconds time_of_day(int hour, int minute, int second) {
  return std::chrono::hours{hour} + std::chrono::minutes{minute} + Seconds{second};
}

// The calendar repeats itself after 400 years, weekdays included; counted weeks do not.
constexpr date::years whole_cycle{400};
constexpr date::year last_year{9999};

}  // namespace

CronExpr CronExpr::parse(std::string_view text, std::optional<std::string_view> schedule) {
  const CronText cut = cut_cron_text(text);
  CronExpr expr = from_fields(cut.fields, {schedule});
  expr.zone_name_ = cut.zone_name;
  MatchingMonth month;
  if (!expr.next(date::local_days{date::year{2000} / 1 / 1} - Seconds{1}, month)) {
    Piece{text, 0}.fail("no date matches, in no year: it would never fire");
  }
  return expr;
}

CronExpr CronExpr::from_fields(const std::vector<Piece>& fields, HashedName hashed) {
  CronExpr expr;
  expr.seconds_ = second_field.field(fields[0], hashed);
  expr.minutes_ = minute_field.field(fields[1], hashed);
  expr.hours_ = hour_field.field(fields[2], hashed);
  expr.months_ = month_field.field(fields[4], hashed);
  expr.days_ = CronDays(fields[3], fields[5], hashed);
  expr.follows_elapsed_time_ = fields[1].text.front() == '*' || fields[2].text.front() == '*';
  expr.is_hashed_ = hashed.is_asked;
  return expr;
}

std::optional<WallClock> CronExpr::next(WallClock after, MatchingMonth& month) const {
  const WallClock from = after + Seconds{1};
  const auto today = date::floor<date::days>(from);
  if (!month.holds(today)) month = month_of(today);
  const auto passed = static_cast<unsigned>((today - month.first).count());
  if (month.days >> passed & 2) {
    if (const auto time = time_of_day_from(from - today)) return today + *time;
  }
  DaySet later = month.days & ~((DaySet{4} << passed) - 1);
  if (later == 0) {
    if (!go_to_later_month(month)) return std::nullopt;
    later = month.days;
  }
  return month.first + date::days{first_of(later) - 1} +
         time_of_day(first_of(hours_), first_of(minutes_), first_of(seconds_));
}

std::optional<Seconds> CronExpr::time_of_day_from(Seconds time) const {
  const int total = static_cast<int>(time.count());
  const int hour = total / 3600, minute = total / 60 % 60, second = total % 60;
  if (hours_ >> hour & 1) {
    if (minutes_ >> minute & 1) {
      if (const auto s = first_from(seconds_, second)) return time_of_day(hour, minute, *s);
    }
    if (const auto m = first_from(minutes_, minute + 1)) {
      return time_of_day(hour, *m, first_of(seconds_));
    }
  }
  const auto h = first_from(hours_, hour + 1);
  if (!h) return std::nullopt;
  return time_of_day(*h, first_of(minutes_), first_of(seconds_));
}

MatchingMonth CronExpr::month_of(date::local_days day) const {
  const date::year_month_day date{day};
  const auto shape = MonthShape::of(date.year() / date.month());
  const bool matches = months_ >> static_cast<unsigned>(date.month()) & 1;
  return {shape.month, shape.first(), shape.length, matches ? days_.in(shape) : 0};
}

/// To the next month with a matching day; false when there is none.
bool CronExpr::go_to_later_month(MatchingMonth& month) const {
  const date::year end =
      days_.counts_weeks() ? last_year : std::min(month.month.year() + whole_cycle, last_year);
  date::year year = month.month.year();
  auto m = static_cast<int>(static_cast<unsigned>(month.month.month()));
  while (months_ != 0) {
    const Bits later = months_ & ~((Bits{2} << m) - 1);
    if (later == 0) ++year;
    if (year > end) return false;
    m = first_of(later == 0 ? months_ : later);
    const auto shape = MonthShape::of(year / m);
    if (const DaySet days = days_.in(shape); days != 0) {
      month = {shape.month, shape.first(), shape.length, days};
      return true;
    }
  }
  return false;
}

std::string CronExpr::canonical() const {
  std::string text;
  append_canonical(text);
  return text;
}

void CronExpr::append_canonical(std::string& out) const {
  out += follows_elapsed_time_ ? "elapsed " : "fixed ";
  for (const Bits field : {seconds_, minutes_, hours_, months_}) {
    append_hex(out, field);
    out += ' ';
  }
  days_.append_canonical(out);
}

}  // namespace sidetick
