#include "core/cron/week_cycle.h"

namespace sidetick {
namespace {

constexpr date::local_days first_of_week_1{date::year{2019} / 1 / 1};
constexpr int longest_cycle = 52;

int number_of_week(date::local_days day) {
  return date::floor<date::weeks>(day - first_of_week_1).count() + 1;
}

}  // namespace

std::optional<WeekCycle> WeekCycle::parse(Piece item) {
  const auto [weekday, cycle] = item.cut_at('%');
  if (weekday.text.size() == item.text.size()) return std::nullopt;
  const auto [weeks, plus] = cycle.cut_at('+');
  const FieldKind weeks_kind{"number of weeks", 1, longest_cycle, longest_cycle, "", {}};
  const FieldKind plus_kind{"number after the +", 0, longest_cycle, longest_cycle, "", {}};
  const int every = weeks_kind.value(weeks);
  const bool with_plus = weeks.text.size() != cycle.text.size();
  const int remainder = with_plus ? plus_kind.value(plus) % every : 0;
  return WeekCycle{static_cast<std::uint8_t>(weekday_field.value(weekday) % 7),
                   static_cast<std::uint8_t>(every), static_cast<std::uint8_t>(remainder)};
}

DaySet WeekCycle::in(const MonthShape& month) const {
  const unsigned first = 1 + (weekday + 7u - month.first_weekday()) % 7;
  const int week = number_of_week(month.first() + date::days{first - 1}) - remainder;
  const auto to_go = static_cast<unsigned>((weeks - week % weeks) % weeks);
  DaySet days = 0;
  for (unsigned day = first + 7 * to_go; day <= month.length; day += 7u * weeks) {
    days |= DaySet{1} << day;
  }
  return days;
}

std::string WeekCycle::text() const {
  return std::to_string(weekday) + "%" + std::to_string(weeks) +
         (remainder == 0 ? "" : "+" + std::to_string(remainder));
}

}  // namespace sidetick
