#include "core/time/strftime.h"

#include <algorithm>
#include <ctime>
#include <utility>

#include "core/text/ascii.h"
#include "core/text/quote.h"
#include "core/text/utf8.h"

namespace sidetick {

namespace {

/// The directive at the beginning of `text`, which begins with a percent sign: "%Y", "%:z", "%€".
std::string_view first_directive(std::string_view text) {
  if (text.substr(1, 1) == ":") return text.substr(0, 3);
  const std::size_t letter = text.size() > 1 ? utf8_length(text.substr(1)) : 0;
  return text.substr(0, 1 + std::max<std::size_t>(letter, 1));
}

/// What the wall clock shows, for the C library.
std::tm reading(WallClock wall) {
  const auto day = date::floor<date::days>(wall);
  const date::year_month_day date{day};
  const date::hh_mm_ss<Seconds> time{wall - day};
  std::tm reading{};
  reading.tm_year = static_cast<int>(date.year()) - 1900;
  reading.tm_mon = static_cast<int>(static_cast<unsigned>(date.month())) - 1;
  reading.tm_mday = static_cast<int>(static_cast<unsigned>(date.day()));
  reading.tm_hour = static_cast<int>(time.hours().count());
  reading.tm_min = static_cast<int>(time.minutes().count());
  reading.tm_sec = static_cast<int>(time.seconds().count());
  reading.tm_wday = static_cast<int>(date::weekday{day}.c_encoding());
  reading.tm_yday = (day - date::local_days{date.year() / 1 / 1}).count();
  return reading;
}

/// strftime does not pad the years before 1000.
std::size_t least_width(std::string_view directive) {
  if (directive == "%F") return sizeof "0001-01-01" - 1;
  return directive == "%Y" || directive == "%G" ? 4 : 0;
}

std::string by_library(const std::string& directive, const std::tm& reading) {
  char text[32];
  std::string shown(text, std::strftime(text, sizeof text, directive.c_str(), &reading));
  const std::size_t width = least_width(directive);
  if (shown.size() < width) shown.insert(0, width - shown.size(), '0');
  return shown;
}

/// "+0200": strftime's has no seconds, which offsets before 1972 may have.
std::string short_offset(Seconds offset) {
  std::string text = format_offset(offset);
  std::erase(text, ':');
  return text;
}

bool is_known(std::string_view directive) {
  if (directive == "%:z") return true;
  return directive.size() == 2 &&
         std::string_view("YCymdejHkIlMSpPaAbhBuwUWGgVFDTRzsnt%").find(directive[1]) !=
             std::string_view::npos;
}

/// With the flags, the width and the modifier that the C library takes before a letter: "%-d",
/// "%_5Y", "%Ey".
std::string_view whole_directive(std::string_view text) {
  const std::size_t letter = text.find_first_not_of("_-0^#123456789EO", 1);
  const bool ends_so = letter != std::string_view::npos && is_letter(text[letter]);
  return letter > 1 && ends_so ? text.substr(0, letter + 1) : first_directive(text);
}

/// What says the same without a locale; "" for letters that none changes.
std::string_view without_locale(std::string_view directive) {
  constexpr std::pair<std::string_view, std::string_view> instead[] = {
      {"%c", "%F %T"}, {"%x", "%F"}, {"%X", "%T"}, {"%r", "%I:%M:%S %p"}};
  for (const auto& [letter, same] : instead) {
    if (letter == directive) return same;
  }
  return {};
}

}  // namespace

std::string_view unknown_directive(std::string_view format) {
  for (auto at = format.find('%'); at != std::string_view::npos; at = format.find('%', at)) {
    auto directive = first_directive(format.substr(at));
    if (!is_known(directive)) return whole_directive(format.substr(at));
    at += directive.size();
  }
  return {};
}

std::string directive_problem(std::string_view unknown) {
  const std::string_view same = without_locale(unknown);
  if (!same.empty()) {
    return quote(unknown) + " depends on the locale: write " + std::string(same);
  }
  if (unknown == "%Z") return "\"%Z\" is an abbreviation, which many zones share: write %z";
  if (unknown.size() > 2 && is_letter(unknown.back()) && unknown[1] != ':') {
    return quote(unknown) + " has a flag, a width or a modifier of the C library: write %" +
           std::string(unknown.substr(unknown.size() - 1));
  }
  return "unknown letter " + quote(unknown) + ": there are " + std::string(time_format_letters);
}

std::string format_time(std::string_view format, Instant instant, Seconds offset) {
  const std::tm wall = reading(WallClock{instant.time_since_epoch() + offset});
  std::string out;
  while (!format.empty()) {
    const std::size_t plain = std::min(format.find('%'), format.size());
    out += format.substr(0, plain);
    format.remove_prefix(plain);
    if (format.empty()) break;
    const std::string directive(first_directive(format));
    format.remove_prefix(directive.size());
    // strftime's %s would read the wall clock in the zone of the process.
    out += directive == "%s"    ? epoch_text(instant)
           : directive == "%z"  ? short_offset(offset)
           : directive == "%:z" ? format_offset(offset)
                                : by_library(directive, wall);
  }
  return out;
}

}  // namespace sidetick
