#include "core/time/instant.h"

#include <cstdio>

#include "core/text/number.h"

namespace sidetick {
namespace {

/// Takes a text apart from left to right; every `take` says whether it was there.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }

  bool take(std::string_view any_of) {
    if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool take_number(std::size_t digits, int& number) {
    const auto read = parse_number(rest_.substr(0, digits), 0, 9999);
    if (rest_.size() < digits || !read) return false;
    number = static_cast<int>(*read);
    rest_.remove_prefix(digits);
    return true;
  }

  bool take_fraction() {
    if (!take(".")) return true;
    const std::size_t before = rest_.size();
    while (take("0123456789")) continue;
    return rest_.size() < before;
  }

 private:
  std::string_view rest_;
};

std::optional<date::local_days> take_date(Scanner& text) {
  int year = 0, month = 0, day = 0;
  if (!text.take_number(4, year) || !text.take("-") || !text.take_number(2, month) ||
      !text.take("-") || !text.take_number(2, day)) {
    return std::nullopt;
  }
  const date::year_month_day date{date::year{year}, date::month(static_cast<unsigned>(month)),
                                  date::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return date::local_days{date};
}

/// "01:30" or "01:30:00" or "01:30:00.5"
std::optional<Seconds> take_time_of_day(Scanner& text) {
  int hour = 0, minute = 0, second = 0;
  if (!text.take_number(2, hour) || !text.take(":") || !text.take_number(2, minute)) {
    return std::nullopt;
  }
  if (text.take(":") && !(text.take_number(2, second) && text.take_fraction())) return std::nullopt;
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return std::chrono::hours{hour} + std::chrono::minutes{minute} + Seconds{second};
}

/// "Z", "+02:00", or "+0200" as date(1) prints %z
std::optional<Seconds> take_offset(Scanner& text) {
  if (text.take("Zz")) return Seconds{0};
  const bool west = text.take("-");
  if (!west && !text.take("+")) return std::nullopt;
  int hour = 0, minute = 0;
  if (!text.take_number(2, hour)) return std::nullopt;
  text.take(":");
  if (!text.take_number(2, minute)) return std::nullopt;
  if (hour > 23 || minute > 59) return std::nullopt;
  const Seconds offset = std::chrono::hours{hour} + std::chrono::minutes{minute};
  return west ? -offset : offset;
}

std::optional<WallClock> take_wall_clock(Scanner& text) {
  const auto day = take_date(text);
  if (!day || !text.take("Tt ")) return std::nullopt;
  const auto time = take_time_of_day(text);
  if (!time) return std::nullopt;
  return *day + *time;
}

}  // namespace

std::string epoch_text(Instant instant) {
  return std::to_string(instant.time_since_epoch().count());
}

std::optional<Instant> parse_epoch(std::string_view text) {
  const auto number = parse_number(text, earliest_instant.time_since_epoch().count(),
                                   latest_instant.time_since_epoch().count());
  if (!number) return std::nullopt;
  return Instant{Seconds{*number}};
}

std::string format_instant(Instant instant) {
  return format_wall_clock(WallClock{instant.time_since_epoch()}) + "Z";
}

std::string format_wall_clock(WallClock wall) {
  const auto day = date::floor<date::days>(wall);
  const date::year_month_day date{day};
  const date::hh_mm_ss time{wall - day};
  std::string text;
  text.reserve(sizeof "2026-03-29T03:00:00+02:00");
  append_decimal(text, static_cast<int>(date.year()), 4);
  const auto append = [&](char before, std::int64_t number) {
    text += before;
    append_decimal(text, number, 2);
  };
  append('-', static_cast<unsigned>(date.month()));
  append('-', static_cast<unsigned>(date.day()));
  append('T', time.hours().count());
  append(':', time.minutes().count());
  append(':', time.seconds().count());
  return text;
}

std::string format_time_of_day(WallClock wall) {
  std::string text = format_wall_clock(wall).substr(sizeof "2026-03-29");
  if (text.ends_with(":00")) text.resize(5);
  return text;
}

std::string format_offset(Seconds offset) {
  const date::hh_mm_ss time{offset};
  char text[40];
  int length = std::snprintf(text, sizeof text, "%c%02d:%02d", time.is_negative() ? '-' : '+',
                             static_cast<int>(time.hours().count()),
                             static_cast<int>(time.minutes().count()));
  const int seconds = static_cast<int>(time.seconds().count());
  if (seconds != 0) std::snprintf(text + length, sizeof text - 10, ":%02d", seconds);
  return text;
}

std::string format_local(Instant instant, Seconds offset) {
  return format_wall_clock(WallClock{instant.time_since_epoch() + offset}) + format_offset(offset);
}

std::optional<Instant> parse_instant(std::string_view text) {
  Scanner scanner(text);
  const auto wall = take_wall_clock(scanner);
  if (!wall) return std::nullopt;
  const auto offset = take_offset(scanner);
  if (!offset || !scanner.at_end()) return std::nullopt;
  const Instant instant{wall->time_since_epoch() - *offset};
  if (instant < earliest_instant || instant > latest_instant) return std::nullopt;
  return instant;
}

std::string format_date(date::local_days date) {
  return format_wall_clock(date).substr(0, 10);
}

std::optional<date::local_days> parse_date(std::string_view text) {
  Scanner scanner(text);
  const auto date = take_date(scanner);
  if (!date || !scanner.at_end()) return std::nullopt;
  constexpr date::local_days first{date::year{1} / 1 / 1};
  return *date < first ? std::nullopt : date;
}

std::optional<WallClock> parse_wall_clock(std::string_view text) {
  Scanner whole(text), date_only(text);
  const auto wall = take_wall_clock(whole);
  if (wall && whole.at_end()) return wall;
  const auto day = take_date(date_only);
  if (day && date_only.at_end()) return *day + Seconds{0};
  return std::nullopt;
}

}  // namespace sidetick
