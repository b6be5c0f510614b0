#include "core/cron_expr.h"

#include <bit>
#include <cstdio>

#include "core/cron_text.h"

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

// The calendar repeats itself after 400 years, weekdays included.
constexpr date::years whole_cycle{400};
constexpr date::year last_year{9999};

}  // namespace

CronExpr CronExpr::parse(std::string_view text) {
  const CronText cut = cut_cron_text(text);
  CronExpr expr = from_fields(cut.fields);
  expr.zone_name_ = cut.zone_name;
  if (!expr.day_from(date::year{2000} / 1 / 1)) {
    Piece{text, 0}.fail("no date matches, in no year: it would never fire");
  }
  return expr;
}

CronExpr CronExpr::from_fields(const std::vector<Piece>& fields) {
  CronExpr expr;
  expr.seconds_ = second_field.field(fields[0]);
  expr.minutes_ = minute_field.field(fields[1]);
  expr.hours_ = hour_field.field(fields[2]);
  expr.months_ = month_field.field(fields[4]);
  expr.days_ = CronDays(fields[3], fields[5]);
  expr.follows_elapsed_time_ = fields[1].text.front() == '*' || fields[2].text.front() == '*';
  return expr;
}

std::optional<WallClock> CronExpr::next(WallClock after) const {
  const WallClock from = after + Seconds{1};
  const auto today = date::floor<date::days>(from);
  const auto day = day_from(date::year_month_day{today});
  if (!day) return std::nullopt;
  const Seconds earliest = *day == today ? from - today : Seconds{0};
  if (const auto time = time_of_day_from(earliest)) return *day + *time;
  const auto later_day = day_from(date::year_month_day{today + date::days{1}});
  if (!later_day) return std::nullopt;
  return *later_day + time_of_day(first_of(hours_), first_of(minutes_), first_of(seconds_));
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

/// The first matching day from `date` on.
std::optional<date::local_days> CronExpr::day_from(date::year_month_day date) const {
  const date::year_month this_month{date.year(), date.month()};
  const DaySet passed = (DaySet{1} << static_cast<unsigned>(date.day())) - 1;
  const date::year end = std::min(date.year() + whole_cycle, last_year);
  int first_month = static_cast<int>(static_cast<unsigned>(date.month()));
  for (date::year year = date.year(); year <= end; ++year) {
    for (auto m = first_from(months_, first_month); m; m = first_from(months_, *m + 1)) {
      const date::year_month month = year / *m;
      DaySet days = days_.in(MonthShape::of(month));
      if (month == this_month) days &= ~passed;
      if (days != 0) return date::local_days{month / std::countr_zero(days)};
    }
    first_month = 1;
  }
  return std::nullopt;
}

std::string CronExpr::canonical() const {
  char text[96];
  std::snprintf(
      text, sizeof text, "%s %llx %llx %llx %llx ", follows_elapsed_time_ ? "elapsed" : "fixed",
      static_cast<unsigned long long>(seconds_), static_cast<unsigned long long>(minutes_),
      static_cast<unsigned long long>(hours_), static_cast<unsigned long long>(months_));
  return text + days_.canonical();
}

}  // namespace sidetick
