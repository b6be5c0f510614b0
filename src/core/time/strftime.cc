#include "core/time/strftime.h"

#include <array>

namespace sidetick {

namespace {

constexpr std::array<std::string_view, 7> day_names{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                    "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> month_names{
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

std::string padded(long number, std::size_t width, char pad = '0') {
  std::string digits = std::to_string(number);
  return digits.size() < width ? std::string(width - digits.size(), pad) + digits : digits;
}

/// The directive at the beginning of `text`, which begins with a percent sign: "%Y", "%:z".
std::string_view first_directive(std::string_view text) {
  return text.substr(0, text.substr(1, 1) == ":" ? 3 : 2);
}

/// A wall clock's reading, taken apart once.
class Reading {
 public:
  Reading(Instant instant, Seconds offset)
      : instant_(instant),
        offset_(offset),
        wall_(instant.time_since_epoch() + offset),
        day_(date::floor<date::days>(wall_)),
        ymd_(day_),
        time_(wall_ - day_) {}

  std::string directive(std::string_view name) const {
    if (name == "%:z") return format_offset(offset_);
    switch (name[1]) {
      case 'Y':
        return padded(year(), 4);
      case 'y':
        return padded(year() % 100, 2);
      case 'm':
        return padded(month(), 2);
      case 'd':
        return padded(day_of_month(), 2);
      case 'e':
        return padded(day_of_month(), 2, ' ');
      case 'j':
        return padded(day_of_year(), 3);
      case 'H':
        return padded(hour(), 2);
      case 'I':
        return padded((hour() + 11) % 12 + 1, 2);
      case 'M':
        return padded(time_.minutes().count(), 2);
      case 'S':
        return padded(time_.seconds().count(), 2);
      case 'p':
        return hour() < 12 ? "AM" : "PM";
      case 'a':
        return std::string(day_names[static_cast<std::size_t>(weekday())].substr(0, 3));
      case 'A':
        return std::string(day_names[static_cast<std::size_t>(weekday())]);
      case 'b':
        return std::string(month_name().substr(0, 3));
      case 'B':
        return std::string(month_name());
      case 'u':
        return padded(weekday() == 0 ? 7 : weekday(), 1);
      case 'w':
        return padded(weekday(), 1);
      case 'G':
        return padded(thursday_year(), 4);
      case 'V':
        return padded(iso_week(), 2);
      case 'F':
        return directive("%Y") + "-" + directive("%m") + "-" + directive("%d");
      case 'T':
        return directive("%R") + ":" + directive("%S");
      case 'R':
        return directive("%H") + ":" + directive("%M");
      case 'z':
        return short_offset();
      case 's':
        return std::to_string(instant_.time_since_epoch().count());
      default:
        return "%";
    }
  }

 private:
  long year() const { return static_cast<int>(ymd_.year()); }
  long month() const { return static_cast<unsigned>(ymd_.month()); }
  long day_of_month() const { return static_cast<unsigned>(ymd_.day()); }
  long hour() const { return time_.hours().count(); }
  long weekday() const { return static_cast<long>(date::weekday(day_).c_encoding()); }
  std::string_view month_name() const { return month_names[static_cast<std::size_t>(month() - 1)]; }

  static long day_of_year(date::local_days day) {
    auto first = date::local_days{date::year_month_day{day}.year() / 1 / 1};
    return (day - first).count() + 1;
  }
  long day_of_year() const { return day_of_year(day_); }

  /// An ISO week belongs to the year that its Thursday is in.
  date::local_days thursday() const {
    return day_ + date::days{4 - (weekday() == 0 ? 7 : weekday())};
  }
  long thursday_year() const { return static_cast<int>(date::year_month_day{thursday()}.year()); }
  long iso_week() const { return (day_of_year(thursday()) - 1) / 7 + 1; }

  /// "+0200"
  std::string short_offset() const {
    std::string text = format_offset(offset_);
    std::erase(text, ':');
    return text;
  }

  Instant instant_;
  Seconds offset_;
  WallClock wall_;
  date::local_days day_;
  date::year_month_day ymd_;
  date::hh_mm_ss<Seconds> time_;
};

bool is_known(std::string_view directive) {
  if (directive == "%:z") return true;
  return directive.size() == 2 &&
         std::string_view("YymdejHIMSpaAbBuwGVFTRzs%").find(directive[1]) != std::string_view::npos;
}

}  // namespace

std::string_view unknown_directive(std::string_view format) {
  for (auto at = format.find('%'); at != std::string_view::npos; at = format.find('%', at)) {
    auto directive = first_directive(format.substr(at));
    if (!is_known(directive)) return directive;
    at += directive.size();
  }
  return {};
}

std::string format_time(std::string_view format, Instant instant, Seconds offset) {
  const Reading reading(instant, offset);
  std::string out;
  for (std::size_t at = 0; at < format.size();) {
    if (format[at] != '%') {
      out += format[at++];
      continue;
    }
    auto directive = first_directive(format.substr(at));
    out += reading.directive(directive);
    at += directive.size();
  }
  return out;
}

}  // namespace sidetick
