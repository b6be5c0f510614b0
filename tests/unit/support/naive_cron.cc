#include "support/naive_cron.h"

#include <cctype>
#include <cstdlib>
#include <sstream>

namespace sidetick {
namespace {

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) {
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

int number(const std::string& text) {
  const std::string months = "janfebmaraprmayjunjulaugsepoctnovdec";
  const std::string weekdays = "sunmontuewedthufrisat";
  if (std::isdigit(static_cast<unsigned char>(text[0])) != 0) return std::atoi(text.c_str());
  if (months.find(text) != std::string::npos) return static_cast<int>(months.find(text)) / 3 + 1;
  return static_cast<int>(weekdays.find(text)) / 3;
}

struct Range {
  int min, max;
};

/// Steps through the values of an item one after the other, around the end if need be.
bool item_allows(const std::string& item, int value, Range all) {
  const std::size_t slash = item.find('/');
  const std::string base = item.substr(0, slash);
  const int step = slash == std::string::npos ? 1 : number(item.substr(slash + 1));
  const std::size_t dash = base.find('-');
  const bool star = base == "*" || base == "?";
  int first = star ? all.min : number(base.substr(0, dash));
  int last = first;
  if (dash != std::string::npos) last = number(base.substr(dash + 1));
  if (star || (dash == std::string::npos && slash != std::string::npos)) last = all.max;
  for (int steps = 0, at = first;; ++at, ++steps) {
    if (at > all.max && at != last) at = all.min;
    if (at == value && steps % step == 0) return true;
    if (at == last) return false;
  }
}

bool field_allows(const std::string& field, int value, Range all) {
  for (const std::string& item : split(field, ',')) {
    if (item_allows(item, value, all)) return true;
  }
  return false;
}

struct Day {
  explicit Day(date::local_days day)
      : date(day),
        number(static_cast<int>(static_cast<unsigned>(date.day()))),
        last(static_cast<int>(
            static_cast<unsigned>((date.year() / date.month() / date::last).day()))),
        weekday(static_cast<int>(date::weekday(day).c_encoding())) {}
  date::year_month_day date;
  int number, last, weekday;

  int weekday_of(int other) const { return ((weekday + other - number) % 7 + 7) % 7; }

  /// The weekday nearest to the nth of this month.
  int nearest(int n) const {
    for (const int off : {0, -1, 1, -2, 2}) {
      const int other = n + off;
      const int w = weekday_of(other);
      if (other >= 1 && other <= last && w != 0 && w != 6) return other;
    }
    return 0;
  }
};

bool day_of_month_item(const std::string& item, const Day& day) {
  if (item == "L") return day.number == day.last;
  if (item == "LW") return day.number == day.nearest(day.last);
  if (item[0] == 'L') return day.number == day.last - number(item.substr(2));
  if (item.back() == 'W') {
    const int n = number(item);
    return n <= day.last && day.number == day.nearest(n);
  }
  return item_allows(item, day.number, {1, 31});
}

/// Counts the Tuesdays from the first of 2019 to the day, back as well.
int week_of(date::local_days day) {
  int week = 1;
  date::local_days tuesday{date::year{2019} / 1 / 1};
  for (; tuesday + date::days{7} <= day; tuesday += date::days{7}) ++week;
  for (; tuesday > day; tuesday -= date::days{7}) --week;
  return week;
}

/// "2", "2+1"
bool cycle_allows(const std::string& cycle, const Day& day) {
  const std::size_t plus = cycle.find('+');
  const int weeks = number(cycle.substr(0, plus));
  int off = week_of(date::local_days{day.date});
  if (plus != std::string::npos) off -= number(cycle.substr(plus + 1));
  return off % weeks == 0;
}

/// "2", "-2", "L"
bool place_allows(const std::string& place, const Day& day) {
  if (place == "L") return day.number + 7 > day.last;
  if (place[0] != '-') return (day.number + 6) / 7 == number(place);
  int after = 0;  // such weekdays to come in this month
  while (day.number + 7 * (after + 1) <= day.last) ++after;
  return after + 1 == number(place.substr(1));
}

bool day_of_week_item(const std::string& item, const Day& day) {
  const std::size_t mark = item.find_first_of("#%");
  if (mark != std::string::npos) {
    const std::string rest = item.substr(mark + 1);
    return number(item.substr(0, mark)) % 7 == day.weekday &&
           (item[mark] == '%' ? cycle_allows(rest, day) : place_allows(rest, day));
  }
  if (item.back() == 'L') {
    return number(item.substr(0, item.size() - 1)) % 7 == day.weekday && day.number + 7 > day.last;
  }
  if (item.find('/') == std::string::npos && item.find('-') == std::string::npos && item != "*" &&
      item != "?") {
    return number(item) % 7 == day.weekday;
  }
  return item_allows(item, day.weekday, {0, 6}) ||
         (day.weekday == 0 && item.find("-7") != std::string::npos && item_allows(item, 7, {0, 7}));
}

bool starts_unrestricted(const std::string& field) {
  return field[0] == '*' || field[0] == '?';
}

}  // namespace

NaiveCron::NaiveCron(const std::string& text) : fields_(split(text, ' ')) {
  if (fields_.size() == 5) fields_.insert(fields_.begin(), "0");
  for (int i = 0; i < 60; ++i)
    seconds_[static_cast<std::size_t>(i)] = field_allows(fields_[0], i, {0, 59});
  for (int i = 0; i < 60; ++i)
    minutes_[static_cast<std::size_t>(i)] = field_allows(fields_[1], i, {0, 59});
  for (int i = 0; i < 24; ++i)
    hours_[static_cast<std::size_t>(i)] = field_allows(fields_[2], i, {0, 23});
}

bool NaiveCron::follows_elapsed_time() const {
  return fields_[1][0] == '*' || fields_[2][0] == '*';
}

bool NaiveCron::matches(WallClock wall) {
  const auto day = date::floor<date::days>(wall);
  const auto second = static_cast<std::size_t>((wall - day).count());
  if (!minutes_[second / 60 % 60] || !hours_[second / 3600] || !seconds_[second % 60]) return false;
  if (day != asked_day_) {
    asked_day_ = day;
    asked_day_matches_ = date_matches(day);
  }
  return asked_day_matches_;
}

bool NaiveCron::date_matches(date::local_days local) const {
  const Day day(local);
  const int month = static_cast<int>(static_cast<unsigned>(day.date.month()));
  if (!field_allows(fields_[4], month, {1, 12})) return false;
  bool of_month = false, of_week = false;
  for (const std::string& item : split(fields_[3], ',')) {
    of_month = of_month || day_of_month_item(item, day);
  }
  for (const std::string& item : split(fields_[5], ',')) {
    of_week = of_week || day_of_week_item(item, day);
  }
  const bool both = starts_unrestricted(fields_[3]) || starts_unrestricted(fields_[5]);
  return both ? of_month && of_week : of_month || of_week;
}

}  // namespace sidetick
