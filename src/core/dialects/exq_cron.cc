#include "core/dialects/exq_cron.h"

#include <algorithm>
#include <optional>

#include "core/dialects/cron_writer.h"
#include "core/text/ascii.h"

namespace sidetick {

namespace {

[[noreturn]] void refuse(const FieldKind& kind, Piece item) {
  throw Untranslatable("exq-scheduler does not read " + std::string(kind.name) + " " +
                       item.quoted());
}

int value_of(const FieldKind& kind, Piece text) {
  try {
    return kind.value(text);
  } catch (const CronError&) {
    refuse(kind, text);
  }
}

struct Range {
  int from;
  int to;
  bool star;

  bool holds(int value) const {
    return from > to ? value >= from || value <= to : value >= from && value <= to;
  }
};

Range range_of(const FieldKind& kind, Piece base) {
  if (base.text == "*") return {kind.min, kind.greatest_written, true};
  const auto [from, to] = base.cut_at('-');
  const int first = value_of(kind, from);
  return {first, to.empty() ? first : value_of(kind, to), false};
}

/// The values of `a`, `a-b`, `*`, `*/n`, `a-b/n`.
Bits item_values(const FieldKind& kind, Piece item) {
  const auto [base, step_text] = item.cut_at('/');
  const Range range = range_of(kind, base);
  const FieldKind steps{"step", 1, 10000, 10000, "", {}};
  const int step = step_text.empty() ? 1 : value_of(steps, step_text);
  const int offset = range.star ? 0 : range.from;
  Bits bits = 0;
  // With a step Sunday is 7 alone; without one, 0 as well.
  const bool sunday_is_seven = &kind == &weekday_field && !step_text.empty();
  for (int value = sunday_is_seven ? 1 : kind.min; value <= kind.greatest_written; ++value) {
    if (!range.holds(value) || (value - offset) % step != 0) continue;
    bits |= Bits{1} << (value > kind.max ? value - kind.size() : value);
  }
  return bits;
}

Bits field_values(const FieldKind& kind, Piece field) {
  Bits bits = 0;
  for (const Piece& item : field.split(',')) {
    if (&kind == &month_field && item.text == "L") {
      bits |= Bits{1} << 12;
    } else {
      bits |= item_values(kind, item);
    }
  }
  return bits;
}

bool is_star(Piece field) {
  const auto items = field.split(',');
  return std::any_of(items.begin(), items.end(), [](Piece item) { return item.text == "*"; });
}

void read_days(Piece field, CronWriter& sets) {
  sets.any_day = is_star(field);
  for (const Piece& item : field.split(',')) {
    if (item.text == "L") {
      sets.before_last |= 1;
    } else if (!item.empty() && item.text.back() == 'W') {
      sets.nearest_weekday.emplace_back(item.text);
    } else {
      sets.days |= static_cast<DaySet>(item_values(day_field, item));
    }
  }
}

void read_weekdays(Piece field, CronWriter& sets) {
  sets.any_weekday = is_star(field);
  const auto bit = [](Piece text) {
    return static_cast<WeekdaySet>(1u << (value_of(weekday_field, text) % 7));
  };
  for (const Piece& item : field.split(',')) {
    const auto [day, place] = item.cut_at('#');
    if (item.text == "L") {
      sets.weekdays |= 1;
    } else if (!place.empty()) {
      const FieldKind places{"place in the month", 1, 5, 5, "", {}};
      sets.nth[static_cast<std::size_t>(value_of(places, place) - 1)] |= bit(day);
    } else if (!item.empty() && item.text.back() == 'L') {
      sets.from_last[0] |= bit(item.part(0, item.text.size() - 1));
    } else {
      sets.weekdays |= static_cast<WeekdaySet>(item_values(weekday_field, item));
    }
  }
}

/// A zone has a small letter and a slash, or is UTC; a field has neither.
std::string take_zone(std::vector<std::string_view>& words) {
  if (words.size() < 6) return "";
  const std::string_view last = words.back();
  const bool named = last.find('/') != std::string_view::npos && last[0] >= 'A' && last[0] <= 'Z';
  if (!named && last != "UTC") return "";
  words.pop_back();
  return std::string(last);
}

/// A year with one moment in it is an `at`; other years cannot be said.
Translated in_one_year(const std::vector<std::string_view>& words, Translated result) {
  const bool one = std::all_of(words.begin(), words.begin() + 4, is_digits) &&
                   is_star({words[4], 0}) && is_digits(words[5]) && words[5].size() == 4;
  if (!one)
    throw Untranslatable("its sixth field is a year, which cron expressions of sidetick lack");
  const auto two = [](std::string_view word) {
    return std::string(word.size() == 1 ? "0" : "") + std::string(word);
  };
  result.key = "at";
  result.text = std::string(words[5]) + "-" + two(words[3]) + "-" + two(words[2]) + "T" +
                two(words[1]) + ":" + two(words[0]) + ":00";
  return result;
}

std::string without_year(const std::vector<std::string_view>& words) {
  std::string text;
  for (std::size_t i = 0; i < 5; ++i) text += (i == 0 ? "" : " ") + std::string(words[i]);
  return text;
}

}  // namespace

Translated translate_exq_cron(std::string_view text) {
  auto words = words_of(text, " ");
  Translated result{"cron", "", take_zone(words), {}};
  if (words.size() < 5 || words.size() > 6) {
    throw Untranslatable("exq-scheduler reads five fields and a year");
  }
  if (words.size() == 6 && !is_star({words[5], 0})) return in_one_year(words, std::move(result));
  CronWriter sets;
  sets.both = true;
  sets.minutes = field_values(minute_field, {words[0], 0});
  sets.hours = field_values(hour_field, {words[1], 0});
  read_days({words[2], 0}, sets);
  sets.months = field_values(month_field, {words[3], 0});
  read_weekdays({words[4], 0}, sets);
  const auto composed = compose_cron(sets, without_year(words));
  if (!composed) {
    throw Untranslatable(
        "in exq-scheduler the day of the month and the weekday must both match: "
        "sidetick can say that only of days with the 1st among them, or weekdays "
        "with Sunday");
  }
  result.text = *composed;
  return result;
}

}  // namespace sidetick
