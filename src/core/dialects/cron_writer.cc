#include "core/dialects/cron_writer.h"

#include "core/cron/expression.h"
#include "core/text/ascii.h"

namespace sidetick {

namespace {

/// A comma-separated list that is built item by item.
class List {
 public:
  void add(const std::string& item) { text_ += (text_.empty() ? "" : ",") + item; }

  /// Runs of three and more as ranges.
  void add_set(Bits set, int min, int max) {
    for (int first = min; first <= max; ++first) {
      if ((set >> first & 1) == 0) continue;
      int last = first;
      while (last < max && (set >> (last + 1) & 1) != 0) ++last;
      if (last - first < 2) last = first;
      add(std::to_string(first) + (last > first ? "-" + std::to_string(last) : ""));
      first = last;
    }
  }

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// The field as it was written when it means `set` to us too.
std::string field_text(const FieldKind& kind, Bits set, std::string_view original) {
  if (set == kind.all()) return "*";
  HashedName no_schedule;
  try {
    if (kind.field(Piece{original, 0}, no_schedule) == set) return std::string(original);
  } catch (const CronError&) {
    // Written in a way that only the other dialect knows.
  }
  List list;
  list.add_set(set, kind.min, kind.max);
  return list.text();
}

/// With `star` it begins with one, so that both day fields must match: */31 is the 1st.
std::string day_text(const CronWriter& sets, bool star) {
  if (sets.any_day) return "*";
  List list;
  if (star) list.add("*/31");
  list.add_set(star ? sets.days & ~DaySet{2} : sets.days, 1, 31);
  for (int n = 0; n <= 30; ++n) {
    if ((sets.before_last >> n & 1) != 0) list.add(n == 0 ? "L" : "L-" + std::to_string(n));
  }
  for (const std::string& item : sets.nearest_weekday) list.add(item);
  return list.text();
}

/// With `star` it begins with one: */7 is Sunday.
std::string weekday_text(const CronWriter& sets, bool star) {
  if (sets.any_weekday) return "*";
  List list;
  if (star) list.add("*/7");
  list.add_set(star ? sets.weekdays & ~1u : sets.weekdays, 0, 6);
  for (int day = 0; day <= 6; ++day) {
    for (std::size_t n = 0; n < sets.nth.size(); ++n) {
      if ((sets.nth[n] >> day & 1) != 0) {
        list.add(std::to_string(day) + "#" + std::to_string(n + 1));
      }
    }
    for (std::size_t n = 0; n < sets.from_last.size(); ++n) {
      if ((sets.from_last[n] >> day & 1) == 0) continue;
      list.add(std::to_string(day) + (n == 0 ? "L" : "#-" + std::to_string(n + 1)));
    }
  }
  for (const WeekCycle& cycle : sets.cycles) list.add(cycle.text());
  return list.text();
}

/// Six, seconds first.
std::vector<std::string_view> fields_of(std::string_view text) {
  auto words = words_of(text, " ");
  if (words.size() == 5) words.insert(words.begin(), "0");
  words.resize(6);
  return words;
}

bool same_meaning(const std::string& a, const std::string& b) {
  try {
    return CronExpr::parse(a).canonical() == CronExpr::parse(b).canonical();
  } catch (const CronError&) {
    return false;
  }
}

}  // namespace

std::optional<std::string> compose_cron(const CronWriter& sets, const std::string& original) {
  const bool star_needed = sets.both && !sets.any_day && !sets.any_weekday;
  const bool day_star = star_needed && (sets.days & 2) != 0;
  const bool weekday_star = star_needed && !day_star && (sets.weekdays & 1) != 0;
  const auto written = fields_of(original);
  const std::string seconds = field_text(second_field, sets.seconds, written[0]);
  const std::string composed =
      (seconds == "0" ? "" : seconds + " ") + field_text(minute_field, sets.minutes, written[1]) +
      " " + field_text(hour_field, sets.hours, written[2]) + " " + day_text(sets, day_star) + " " +
      field_text(month_field, sets.months, written[4]) + " " + weekday_text(sets, weekday_star);
  if (star_needed && !day_star && !weekday_star) return std::nullopt;
  return same_meaning(original, composed) ? original : composed;
}

}  // namespace sidetick
