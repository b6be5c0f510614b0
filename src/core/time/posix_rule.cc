#include "core/time/posix_rule.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "core/text/ascii.h"
#include "core/text/number.h"
#include "core/text/quote.h"

namespace sidetick {
namespace {

/// The days of the year before each month, and before the next year.
using DaysBeforeMonth = std::array<unsigned, 13>;
constexpr DaysBeforeMonth common_year{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
constexpr DaysBeforeMonth leap_year{0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366};

/// The days of the year before the nth seven days of a month; the fifth are its last seven.
unsigned days_before_week(const DaysBeforeMonth& year, unsigned month, unsigned n) {
  return n < 5 ? year[month - 1] + 7 * (n - 1) : year[month] - 7;
}

/// A year, and what the days of its changes depend on.
struct YearShape {
  date::local_days january;  ///< its first day
  unsigned first_weekday;    ///< of that day; 0 is Sunday
  bool leap;
};

YearShape shape_of(date::year year) {
  const date::local_days january{year / 1 / 1};
  return {january, date::weekday{january}.c_encoding(), year.is_leap()};
}

/// `annual` in that year, on the wall clock before the change.
WallClock time_in(const YearShape& year, const AnnualTime& annual) {
  unsigned day = annual.days_before[year.leap];
  if (annual.weekday) {
    constexpr unsigned whole_weeks = 7 * 53;  // more than is taken away
    day += (whole_weeks + *annual.weekday - year.first_weekday - day) % 7;
  }
  return year.january + date::days{day} + annual.time;
}

/// Takes a rule apart from left to right.
class RuleText {
 public:
  explicit RuleText(std::string_view text) : whole_(text), rest_(text) {}

  [[noreturn]] void fail(const char* what) const {
    throw std::invalid_argument("rule " + quote(whole_) + ": " + what);
  }

  bool at_end() const { return rest_.empty(); }
  bool starts_with(char c) const { return !rest_.empty() && rest_.front() == c; }

  bool take(char c) {
    if (!starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void skip_name() {
    const bool quoted = take('<');
    std::size_t length = 0;
    while (length < rest_.size() && belongs_to_name(rest_[length], quoted)) ++length;
    rest_.remove_prefix(length);
    if (length < 3 || (quoted && !take('>'))) fail("a zone's abbreviation is malformed");
  }

  unsigned take_number(unsigned min, unsigned max) {
    const std::string_view start = rest_.substr(0, 4);
    const auto length =
        static_cast<std::size_t>(std::ranges::find_if_not(start, is_digit) - start.begin());
    const auto number = parse_number(start.substr(0, length), min, max);
    if (!number) fail("a number is missing or out of range");
    rest_.remove_prefix(length);
    return static_cast<unsigned>(*number);
  }

  /// [+-]hh[:mm[:ss]]
  Seconds take_time(unsigned max_hours) {
    const bool negative = take('-');
    if (!negative) take('+');
    Seconds time = std::chrono::hours{take_number(0, max_hours)};
    if (take(':')) time += std::chrono::minutes{take_number(0, 59)};
    if (take(':')) time += Seconds{take_number(0, 59)};
    return negative ? -time : time;
  }

  AnnualTime take_annual_time() {
    if (!take(',')) fail("the day of a change is missing");
    AnnualTime annual;
    if (take('M')) {
      const unsigned month = take_number(1, 12);
      if (!take('.')) fail("Mm.w.d is malformed");
      const unsigned week = take_number(1, 5);
      if (!take('.')) fail("Mm.w.d is malformed");
      annual.weekday = take_number(0, 6);
      annual.days_before = {days_before_week(common_year, month, week),
                            days_before_week(leap_year, month, week)};
    } else if (take('J')) {
      const unsigned day = take_number(1, 365);  // never the 29th of February
      annual.days_before = {day - 1, day > 59 ? day : day - 1};
    } else {
      const unsigned day = take_number(0, 365);
      annual.days_before = {day, day};
    }
    if (take('/')) annual.time = take_time(167);
    return annual;
  }

 private:
  static bool belongs_to_name(char c, bool quoted) {
    if (is_letter(c)) return true;
    return quoted && (is_digit(c) || c == '+' || c == '-');
  }

  std::string_view whole_;
  std::string_view rest_;
};

}  // namespace

PosixRule PosixRule::parse(std::string_view text) {
  RuleText rest(text);
  PosixRule rule;
  rest.skip_name();
  rule.standard = -rest.take_time(24);
  if (rest.at_end()) return rule;
  rest.skip_name();
  rule.has_summer = true;
  const bool usual = rest.starts_with(',') || rest.at_end();
  rule.summer = usual ? rule.standard + std::chrono::hours{1} : -rest.take_time(24);
  rule.summer_begins = rest.take_annual_time();
  rule.summer_ends = rest.take_annual_time();
  if (!rest.at_end()) rest.fail("something follows the rule");
  return rule;
}

/// In this order, so that summer wins where its end and its next beginning are one instant: that is
/// how a rule says that it is always summer (RFC 9636 section 3.3.1).
PosixRule::Year PosixRule::changes_in(date::year year) const {
  const YearShape shape = shape_of(year);
  const Instant end{time_in(shape, summer_ends).time_since_epoch() - summer};
  const Instant begin{time_in(shape, summer_begins).time_since_epoch() - standard};
  const Instant january{shape.january.time_since_epoch()};
  return {january, {Change{end, standard}, Change{begin, summer}}};
}

ZonePeriod PosixRule::period(Instant instant) const {
  ZonePeriod found{never_began, never_ends, standard};
  if (!has_summer) return found;
  const auto look_at = [&](const Year& year) {
    for (const Change& change : year.changes) {
      if (change.at <= instant && change.at >= found.begin) {
        found.begin = change.at;
        found.offset = change.offset;
      } else if (change.at > instant && change.at < found.end) {
        found.end = change.at;
      }
    }
  };
  const date::year number =
      date::year_month_day{date::floor<date::days>(instant + standard)}.year();
  const Year year = changes_in(number);
  const auto [first, last] = std::minmax(year.changes[0].at, year.changes[1].at);
  // Summer may span the new year, and a change may fall in the neighbouring year: times of up to
  // 167 hours reach a week beyond their day, offsets a day more.
  constexpr date::days reach{9};
  if (instant < first || first < year.january + reach) look_at(changes_in(number - date::years{1}));
  look_at(year);
  if (instant >= last || last > year.january + date::days{365} - reach) {
    look_at(changes_in(number + date::years{1}));
  }
  return found;
}

}  // namespace sidetick
