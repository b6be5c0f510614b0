#include "core/schedule/doubts.h"

#include <array>
#include <optional>

#include "core/schedule/offset_changes.h"
#include "core/text/ascii.h"
#include "core/text/number.h"
#include "core/text/quote.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

constexpr std::size_t minute = 1, hour = 2, day = 3, month = 4, weekday = 5;

bool is_any(std::string_view field) {
  return field[0] == '*' || field == "?";
}

bool is_h(std::string_view text) {
  return text == "H" || text == "h";
}

/// The fields from the minute on, with others for the first two, and the zone.
std::string rewritten(const CronText& text, std::string_view minutes, std::string_view hours) {
  std::string five = std::string(minutes) + " " + std::string(hours);
  for (const std::size_t i : {day, month, weekday}) {
    five += " " + std::string(text.fields[i].text);
  }
  if (!text.zone_name.empty()) five += " " + text.zone_name;
  return quote(five);
}

std::optional<int> number_of(std::string_view field, int most) {
  if (!is_digits(field)) return {};
  const auto number = parse_number(field, 0, most);
  return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

/// The n of `*/n`, `0/n` and `H/n`, when the field is nothing else.
std::optional<int> step_of(std::string_view field, const FieldKind& kind) {
  const std::size_t slash = field.find('/');
  if (slash == std::string_view::npos) return {};
  const std::string_view base = field.substr(0, slash);
  if (base != "*" && base != std::to_string(kind.min) && !is_h(base)) return {};
  return number_of(field.substr(slash + 1), kind.size());
}

/// Days of the month end at four numbers: only every day is even.
bool is_even(int step, const FieldKind& kind) {
  return step == 1 || (&kind != &day_field && kind.size() % step == 0);
}

std::string uneven_step(std::string_view field, int step, const FieldKind& kind) {
  const int last = kind.min + (kind.max - kind.min) / step * step;
  std::string text = std::string(kind.name) + " " + quote(field) + ": is uneven: ";
  if (is_h(field.substr(0, 1))) {
    text += &kind == &day_field
                ? "it begins anew each month"
                : std::to_string(kind.size()) + " is no multiple of " + std::to_string(step);
  } else {
    text += "after " + std::to_string(last) + " comes " + std::to_string(kind.min);
    if (&kind == &day_field) text += " of the next month";
  }
  if (!kind.duration_unit.empty()) {
    text += ": for an even distance write every = \"" + std::to_string(step) +
            std::string(kind.duration_unit) + "\"";
  }
  return text;
}

std::string date_text(WallClock wall) {
  return format_date(date::floor<date::days>(wall));
}

std::string change_text(const OffsetChange& change) {
  const std::string what = date_text(change.met) + " " + format_time_of_day(change.met);
  if (change.is_gap())
    return what + " does not exist (it fires at " + format_time_of_day(change.after) + ")";
  return what + " comes twice (it fires the first time)";
}

Timing with_exclusions(Timing timing, const Exclusions& exclusions) {
  Limits limits = timing.limits ? *timing.limits : Limits{};
  limits.exclusions = exclusions;
  timing.limits = std::make_shared<const Limits>(std::move(limits));
  return timing;
}

}  // namespace

std::string six_fields_doubt(const CronText& text) {
  const auto& fields = text.fields;
  if (!text.with_seconds || fields[hour].text != "*" || !is_any(fields[weekday].text)) return {};
  const auto minutes = number_of(fields[minute].text, 23);
  const bool one_second = number_of(fields[0].text, 59) || is_h(fields[0].text);
  if (!minutes || !one_second) return {};
  std::string five(fields[0].text);
  for (std::size_t i = minute; i < weekday; ++i) five += " " + std::string(fields[i].text);
  return "six fields begin with the second: it fires every hour at minute " +
         std::to_string(*minutes) + ": for once a day at " + std::to_string(*minutes) +
         " o'clock write " + quote(five);
}

std::string every_minute_doubt(const CronText& text) {
  const std::string_view hours = text.fields[hour].text;
  if (text.is_macro || text.fields[minute].text != "*" || is_any(hours)) return {};
  return "fires at every minute of the hour " + std::string(hours) + ": for once write " +
         rewritten(text, "0", hours);
}

std::string both_day_fields_doubt(const CronText& text) {
  const std::string_view days = text.fields[day].text, weekdays = text.fields[weekday].text;
  if (text.is_macro || is_any(days) || is_any(weekdays)) return {};
  return "either day field may match: it fires on day " + std::string(days) +
         " and on every weekday " + std::string(weekdays) +
         ": put * into one of them; mon#1 is the first Monday of a month";
}

std::string uneven_step_doubt(const CronText& text) {
  const std::array<const FieldKind*, 6> kinds{&second_field, &minute_field, &hour_field,
                                              &day_field,    &month_field,  &weekday_field};
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const std::string_view field = text.fields[i].text;
    const auto step = step_of(field, *kinds[i]);
    if (step && !is_even(*step, *kinds[i])) return uneven_step(field, *step, *kinds[i]);
  }
  return {};
}

std::string seconds_doubt(const Schedule& schedule) {
  const auto* cron = schedule.timing.as<CronExpr>();
  const auto* every = schedule.timing.as<Every>();
  const bool is_doubted = (cron != nullptr && cron->has_several_seconds()) ||
                          (every != nullptr && every->period < std::chrono::minutes{1});
  if (!is_doubted) return {};
  return several_a_minute;
}

std::string daylight_saving_doubt(const Schedule& schedule, Instant now) {
  constexpr date::days two_years{731};
  const auto* expr = schedule.timing.as<CronExpr>();
  if (expr == nullptr || expr->follows_elapsed_time()) return {};
  std::string text;
  for (const OffsetChange& change : changes_met(*expr, *schedule.zone, now, now + two_years)) {
    text += (text.empty() ? "daylight saving: " : ", ") + change_text(change);
  }
  return text;
}

bool is_idle_exclusion(const Schedule& schedule, const Exclusions& what) {
  const Zone& zone = *schedule.zone;
  const bool meets_range = std::ranges::any_of(what.ranges(), [&](const DateRange& range) {
    const Timing timing = with_exclusions(schedule.timing, {});
    const Instant begin = zone.instant_of(WallClock{range.first});
    const auto tick = next_tick(timing, zone, begin - Seconds{1});
    return tick && date::floor<date::days>(zone.wall_clock(*tick)) <= range.last;
  });
  if (meets_range) return false;
  // Where the other days of the week are left out, what is left are its own.
  if (!what.has_days_of_week()) return true;
  const Timing timing = with_exclusions(schedule.timing, what.other_days_of_week());
  return !next_tick(timing, zone, earliest_instant);
}

}  // namespace sidetick
