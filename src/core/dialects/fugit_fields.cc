#include "core/dialects/fugit_fields.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <tuple>

#include "core/dialects/translation.h"
#include "core/text/ascii.h"
#include "core/text/number.h"
#include "core/text/quote.h"

namespace sidetick {

namespace {

/// `%n+m`: every so many weeks, and the remainder of those that match.
using Cycle = std::pair<int, int>;

/// `a`, `a-b`, `*`, each with a step; a weekday may have `#n` or `%n` instead.
struct Element {
  std::optional<int> from;
  std::optional<int> to;
  std::optional<int> step;
  std::optional<int> nth;
  std::optional<Cycle> cycle;
};

struct Field {
  std::string_view what;
  int min;
  int max;
  int least_written;
  int greatest_written;
  std::span<const std::string_view> names;
};

const Field second{"second", 0, 59, 0, 59, {}};
const Field minute{"minute", 0, 59, 0, 59, {}};
const Field hour{"hour", 0, 23, 0, 24, {}};
const Field day{"day", 1, 31, 1, 31, {}};
const Field month{"month", 1, 12, 1, 12, month_field.names};
const Field weekday{"weekday", 0, 6, 0, 7, weekday_field.names};

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
      if (&field_ == &weekday && !element.nth && take('%')) element.cycle = cycle();
      if (!element.nth && !element.cycle && take('-')) element.to = value();
    }
    if (!element.nth && !element.cycle && take('/')) element.step = number(2);
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
    const auto number = parse_number(rest_.substr(0, digits), 0, 999);
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
    for (std::size_t i = 0; i < field_.names.size(); ++i) {
      if (take_word(field_.names[i])) return field_.min + static_cast<int>(i);
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

  Cycle cycle() {
    const int weeks = number(3);
    const int plus = take('+') ? number(3) : 0;
    if (weeks == 0) refuse(field_, item_);
    if (weeks > 52) {
      throw Untranslatable("weekday " + quote(item_) + ": sidetick counts up to 52 weeks");
    }
    return {weeks, plus % weeks};
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

/// What is asked of a weekday: nothing, a place in the month, or a cycle of weeks. In fugit's order
/// of them, of which the first counts.
struct Which {
  std::optional<int> nth;
  std::optional<Cycle> cycle;

  bool operator==(const Which&) const = default;
  bool operator<(const Which& other) const {
    return std::tie(nth, cycle) < std::tie(other.nth, other.cycle);
  }
  bool any() const { return !nth && !cycle; }
};

using Weekdays = std::map<int, Which>;

/// fugit sorts the entries of a weekday, and cannot compare #n with %n.
void refuse_mixture(const Which& a, const Which& b, std::string_view text) {
  if ((a.nth && b.cycle) || (a.cycle && b.nth)) refuse(weekday, text);
}

void note_weekday(int value, const Which& which, Weekdays& weekdays, std::string_view text,
                  std::vector<std::string>& notes) {
  const auto [found, is_new] = weekdays.emplace(value % 7, which);
  if (is_new || found->second == which) return;
  refuse_mixture(found->second, which, text);
  if (!found->second.any() && !which.any()) {
    notes.push_back("of several " + std::string(which.nth ? "#" : "%") +
                    " of one weekday fugit heeds the first alone: so it is here, but you may have "
                    "meant all");
  }
  found->second = std::min(found->second, which);
}

void put_weekday(int value, const Which& which, CronWriter& sets) {
  const auto bit = static_cast<WeekdaySet>(1u << value);
  if (which.any()) {
    sets.weekdays |= bit;
  } else if (which.cycle) {
    const auto [weeks, remainder] = *which.cycle;
    sets.cycles.push_back({static_cast<std::uint8_t>(value), static_cast<std::uint8_t>(weeks),
                           static_cast<std::uint8_t>(remainder)});
  } else if (*which.nth > 0) {
    sets.nth[static_cast<std::size_t>(*which.nth - 1)] |= bit;
  } else {
    sets.from_last[static_cast<std::size_t>(-*which.nth - 1)] |= bit;
  }
}

/// What core/cron/week_cycle.h says of the older versions.
void note_cycles(const std::vector<WeekCycle>& cycles, std::vector<std::string>& notes) {
  const auto turned = [](const WeekCycle& cycle) { return 2 * cycle.remainder % cycle.weeks != 0; };
  const auto tuesday = [](const WeekCycle& cycle) { return cycle.weekday == 2; };
  if (std::ranges::any_of(cycles, turned)) {
    notes.emplace_back(
        "%n+m here is as in fugit 1.7 and later: before, it was the weeks of %n+(n-m)");
  }
  if (std::ranges::any_of(cycles, tuesday)) {
    notes.emplace_back(
        "with daylight saving, et-orbi before August 2026 takes a Tuesday in summer for a day of "
        "the week before");
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
      note_weekday(value, {element.nth, element.cycle}, weekdays, text, notes);
    }
  }
  sets.any_weekday = weekdays.empty();
  for (const auto& [value, which] : weekdays) put_weekday(value, which, sets);
  note_cycles(sets.cycles, notes);
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
