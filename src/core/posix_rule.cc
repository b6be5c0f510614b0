#include "core/posix_rule.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "core/quote.h"

namespace sidetick {
namespace {

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
    unsigned number = 0;
    std::size_t length = 0;
    for (; length < rest_.size() && length < 4; ++length) {
      const char c = rest_[length];
      if (c < '0' || c > '9') break;
      number = number * 10 + static_cast<unsigned>(c - '0');
    }
    if (length == 0 || number < min || number > max) fail("a number is missing or out of range");
    rest_.remove_prefix(length);
    return number;
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
      annual.kind = AnnualTime::Kind::weekday_of_month;
      annual.month = take_number(1, 12);
      if (!take('.')) fail("Mm.w.d is malformed");
      annual.week = take_number(1, 5);
      if (!take('.')) fail("Mm.w.d is malformed");
      annual.day = take_number(0, 6);
    } else if (take('J')) {
      annual.kind = AnnualTime::Kind::julian;
      annual.day = take_number(1, 365);
    } else {
      annual.day = take_number(0, 365);
    }
    if (take('/')) annual.time = take_time(167);
    return annual;
  }

 private:
  static bool belongs_to_name(char c, bool quoted) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return true;
    return quoted && ((c >= '0' && c <= '9') || c == '+' || c == '-');
  }

  std::string_view whole_;
  std::string_view rest_;
};

/// Of the days 1 to 12 months after the first of January.
constexpr std::array<int, 13> days_before_month{0,   31,  59,  90,  120, 151, 181,
                                                212, 243, 273, 304, 334, 365};

date::local_days first_of_month(YearShape year, unsigned month) {
  return year.january + date::days{days_before_month[month - 1] + (year.leap && month > 2 ? 1 : 0)};
}

date::local_days weekday_of_month(YearShape year, const AnnualTime& annual) {
  const date::local_days first = first_of_month(year, annual.month);
  const date::days to_weekday = date::weekday{annual.day} - date::weekday{first};
  const date::local_days day = first + to_weekday + date::weeks{annual.week - 1};
  const bool is_there = annual.week < 5 || day < first_of_month(year, annual.month + 1);
  return is_there ? day : day - date::weeks{1};  // the last may be the fourth
}

}  // namespace

YearShape YearShape::of(date::year year) {
  return {date::local_days{year / 1 / 1}, year.is_leap()};
}

WallClock AnnualTime::in(YearShape year) const {
  switch (kind) {
    case Kind::weekday_of_month:
      return weekday_of_month(year, *this) + time;
    case Kind::julian:
      return year.january + date::days{day - 1 + (year.leap && day > 59 ? 1 : 0)} + time;
    case Kind::zero_based:
      break;
  }
  return year.january + date::days{day} + time;
}

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
std::array<PosixRule::Change, 2> PosixRule::changes_in(YearShape year) const {
  const Instant end{summer_ends.in(year).time_since_epoch() - summer};
  const Instant begin{summer_begins.in(year).time_since_epoch() - standard};
  return {Change{end, standard}, Change{begin, summer}};
}

ZonePeriod PosixRule::period(Instant instant) const {
  ZonePeriod found{never_began, never_ends, standard};
  if (!has_summer) return found;
  const auto look_at = [&](const Change& change) {
    if (change.at <= instant && change.at >= found.begin) {
      found.begin = change.at;
      found.offset = change.offset;
    } else if (change.at > instant && change.at < found.end) {
      found.end = change.at;
    }
  };
  const date::year year = date::year_month_day{date::floor<date::days>(instant + standard)}.year();
  const YearShape shape = YearShape::of(year);
  const auto changes = changes_in(shape);
  const auto [first, last] = std::minmax(changes[0].at, changes[1].at);
  // Summer may span the new year, and a change may fall in the neighbouring year: times of up to
  // 167 hours reach a week beyond their day, offsets a day more.
  constexpr date::days reach{9};
  const Instant january{shape.january.time_since_epoch()};
  if (instant < first || first < january + reach) {
    for (const Change& each : changes_in(YearShape::of(year - date::years{1}))) look_at(each);
  }
  for (const Change& each : changes) look_at(each);
  if (instant >= last || last > january + date::days{365} - reach) {
    for (const Change& each : changes_in(YearShape::of(year + date::years{1}))) look_at(each);
  }
  return found;
}

}  // namespace sidetick
