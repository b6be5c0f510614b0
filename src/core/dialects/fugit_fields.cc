#include "core/dialects/fugit_fields.h"

#include <algorithm>
#include <map>
#include <optional>

#include "core/dialects/translation.h"
#include "core/text/ascii.h"
#include "core/text/number.h"
#include "core/text/quote.h"

namespace sidetick {

namespace {

/// `a`, `a-b`, `*`, each with a step; a weekday may have `#n` or `%n` instead.
struct Element {
  std::optional<int> from;
  std::optional<int> to;
  std::optional<int> step;
  std::optional<int> nth;
};

struct Field {
  std::string_view what;
  int min;
  int max;
  int least_written;
  int greatest_written;
  const std::vector<std::string_view>* names;
};

const Field second{"second", 0, 59, 0, 59, nullptr};
const Field minute{"minute", 0, 59, 0, 59, nullptr};
const Field hour{"hour", 0, 23, 0, 24, nullptr};
const Field day{"day", 1, 31, 1, 31, nullptr};
const Field month{"month", 1, 12, 1, 12, &month_field.names};
const Field weekday{"weekday", 0, 6, 0, 7, &weekday_field.names};

[[noreturn]] void refuse(const Field& field, std::string_view item) {
  throw Untranslatable("fugit does not read " + std::string(field.what) + " " + quote(item));
}

/// Reads an item of a list from the left.
class ItemReader {
 public:
  ItemReader(const Field& field, std::string_view item) : field_(field), item_(item), rest_(item) {}

  Element read() {
    Element element;
    if (!take('*') && !rest_.empty() && rest_[0] != '/') {
      element.from = value();
      if (&field_ == &weekday && take('#')) element.nth = place();
      if (&field_ == &weekday && take('%')) refuse_modulo();
      if (!element.nth && take('-')) element.to = value();
    }
    if (!element.nth && take('/')) element.step = number(2);
    if (!rest_.empty()) refuse(field_, item_);
    return element;
  }

 private:
  bool take(char c) {
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  int number(std::size_t most_digits) {
    const auto digits =
        static_cast<std::size_t>(std::ranges::find_if_not(rest_, is_digit) - rest_.begin());
    if (digits == 0 || digits > most_digits) refuse(field_, item_);
    const auto number = parse_number(rest_.substr(0, digits), 0, 99);
    rest_.remove_prefix(digits);
    return static_cast<int>(*number);
  }

  bool take_word(std::string_view word) {
    if (lower_case(rest_.substr(0, word.size())) != word) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  bool take_last() { return take_word("last") || take_word("l"); }

  std::optional<int> name() {
    if (field_.names == nullptr) return std::nullopt;
    for (std::size_t i = 0; i < field_.names->size(); ++i) {
      if (take_word((*field_.names)[i])) return field_.min + static_cast<int>(i);
    }
    return std::nullopt;
  }

  int value() {
    if (const auto named = name()) return *named;
    if (&field_ == &day && take_last()) return -1;
    const bool negative = &field_ == &day && take('-');
    const int value = number(&field_ == &weekday ? 1 : 2);
    if (value < field_.least_written || value > field_.greatest_written) refuse(field_, item_);
    return negative ? -value : value;
  }

  int place() {
    if (take_last()) return -1;
    const bool negative = take('-');
    const int place = number(1);
    if (place < 1 || place > 5) refuse(field_, item_);
    return negative ? -place : place;
  }

  [[noreturn]] void refuse_modulo() const {
    throw Untranslatable("weekday " + quote(item_) +
                         ": sidetick cannot count weeks in cron: write every = \"2w\" with an "
                         "anchor, if an hour's shift with daylight saving does not matter");
  }

  const Field& field_;
  std::string_view item_;
  std::string_view rest_;
};

std::vector<Element> elements(const Field& field, std::string_view text) {
  std::vector<Element> elements;
  for (const Piece& item : Piece{text, 0}.split(',')) {
    if (!item.empty()) elements.push_back(ItemReader(field, item.text).read());
  }
  if (elements.empty()) refuse(field, text);
  return elements;
}

/// The values of one element; nothing when it is all of them. As fugit's `expand` and `range`.
std::optional<std::vector<int>> expand(const Field& field, Element element, std::string_view text) {
  if (element.step == 0) refuse(field, text);
  if (element.step == 1) element.step.reset();
  if (element.step && !element.to) element.to = field.max;
  if (!element.from && !element.to && !element.step) return std::nullopt;
  if (element.from && !element.to) return std::vector<int>{*element.from};
  int current = element.from.value_or(field.min);
  int end = *element.to;
  if (end < 0 && current > 0) end = field.max;
  if (current < 0 && end > 0) refuse(field, text);
  const int min = current < 0 ? -field.max : field.min;
  const int max = current < 0 ? -1 : field.max;
  std::vector<int> values;
  for (int steps = 0;; ++steps) {
    if (steps > 2 * field.max) refuse(field, text);
    if (steps % element.step.value_or(1) == 0) values.push_back(current);
    if (current == end) return values;
    if (++current > max) {
      current = min;
      if (end > max) end -= max + 1;
    }
  }
}

Bits set_of(const Field& field, std::string_view text) {
  Bits bits = 0;
  for (const Element& element : elements(field, text)) {
    const auto values = expand(field, element, text);
    if (!values) return ((Bits{1} << (field.max - field.min + 1)) - 1) << field.min;
    for (const int value : *values) bits |= Bits{1} << (value == 24 && field.max == 23 ? 0 : value);
  }
  return bits;
}

void read_days(std::string_view text, CronWriter& sets) {
  for (const Element& element : elements(day, text)) {
    const auto values = expand(day, element, text);
    if (!values) {
      sets.any_day = true;
      return;
    }
    for (const int value : *values) {
      if (value > 0) sets.days |= DaySet{1} << value;
      if (value < 0) sets.before_last |= DaySet{1} << (-value - 1);
    }
  }
}

/// Of each weekday the first in order counts: plain before #, and lower places before higher ones.
using Weekdays = std::map<int, std::optional<int>>;

void note_weekday(int value, std::optional<int> nth, Weekdays& weekdays,
                  std::vector<std::string>& notes) {
  const auto [found, is_new] = weekdays.emplace(value % 7, nth);
  if (is_new || found->second == nth) return;
  if (found->second && nth) {
    notes.emplace_back(
        "of several # of one weekday fugit heeds the first alone: so it is here, but you may have "
        "meant all");
  }
  found->second = std::min(found->second, nth);
}

void put_weekday(int value, std::optional<int> nth, CronWriter& sets) {
  const auto bit = static_cast<WeekdaySet>(1u << value);
  if (!nth) {
    sets.weekdays |= bit;
  } else if (*nth > 0) {
    sets.nth[static_cast<std::size_t>(*nth - 1)] |= bit;
  } else if (*nth == -1) {
    sets.last |= bit;
  } else {
    throw Untranslatable("weekday #" + std::to_string(*nth) +
                         ": sidetick counts from the end of the month only for the last one");
  }
}

void read_weekdays(std::string_view text, CronWriter& sets, std::vector<std::string>& notes) {
  Weekdays weekdays;
  for (const Element& element : elements(weekday, text)) {
    const int from = element.from.value_or(0);
    int to = element.to.value_or(element.from ? from : 6);
    const bool star = !element.from && !element.step;
    if (star) continue;  // fugit adds nothing for it
    if (!element.step && to < from) to += 7;
    for (int value = from; value <= to; value += std::max(element.step.value_or(1), 1)) {
      note_weekday(value, element.nth, weekdays, notes);
    }
  }
  sets.any_weekday = weekdays.empty();
  for (const auto& [value, nth] : weekdays) put_weekday(value, nth, sets);
}

}  // namespace

void read_fugit_fields(const std::vector<std::string>& fields, CronWriter& sets,
                       std::vector<std::string>& notes) {
  sets.seconds = set_of(second, fields[0]);
  sets.minutes = set_of(minute, fields[1]);
  sets.hours = set_of(hour, fields[2]);
  read_days(fields[3], sets);
  sets.months = set_of(month, fields[4]);
  read_weekdays(fields[5], sets, notes);
}

bool is_fugit_weekdays(std::string_view text) {
  try {
    elements(weekday, text);
    return true;
  } catch (const Untranslatable&) {
    return false;
  }
}

}  // namespace sidetick
