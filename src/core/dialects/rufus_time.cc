#include "core/dialects/rufus_time.h"

#include <cmath>
#include <cstdlib>
#include <optional>

#include "core/text/ascii.h"
#include "core/time/duration.h"
#include "core/time/instant.h"

namespace sidetick {

namespace {

constexpr double one_day = 86400;

/// How long the unit at the beginning of `text` is; it is cut off. `m` and `M` differ.
std::optional<double> take_unit(std::string_view& text, bool iso_date, bool iso) {
  std::size_t end = 0;
  while (end < text.size() && is_letter(text[end])) {
    ++end;
    if (iso) break;
  }
  const std::string unit(text.substr(0, end));
  const std::string lower = lower_case(unit);
  text.remove_prefix(end);
  const auto is = [&](std::string_view a, std::string_view b, std::string_view c) {
    return lower == a || lower == b || lower == c;
  };
  if (unit == "M" && (!iso || iso_date)) return 30 * one_day;
  if (is("month", "months", "mon")) return 30 * one_day;
  if (is("y", "year", "years")) return 365 * one_day;
  if (is("w", "week", "weeks")) return 7 * one_day;
  if (is("d", "day", "days")) return one_day;
  if (is("h", "hour", "hours")) return 3600;
  if (is("m", "min", "mins") || is("minute", "minutes", "minut")) return 60;
  if (is("s", "sec", "secs") || is("second", "seconds", "")) return 1;
  return std::nullopt;
}

void skip_joint(std::string_view& text) {
  while (!text.empty() && (text[0] == ' ' || text[0] == ',' || text[0] == '\t')) {
    text.remove_prefix(1);
  }
  if (text.substr(0, 3) == "and") {
    text.remove_prefix(3);
    skip_joint(text);
  }
}

/// "1.5", cut off the beginning of `text`. (std::from_chars of a double would have libm loaded at
/// every start.)
std::optional<double> take_number(std::string_view& text) {
  const std::string digits(text.substr(0, text.find_first_not_of("0123456789.")));
  char* end = nullptr;
  const double number = std::strtod(digits.c_str(), &end);
  if (end == digits.c_str()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - digits.c_str()));
  return number;
}

std::optional<double> seconds_of(std::string_view text) {
  const bool iso = !text.empty() && (text[0] == 'P' || text[0] == 'p');
  if (iso) text.remove_prefix(1);
  bool date = true;
  double sum = 0;
  for (skip_joint(text); !text.empty(); skip_joint(text)) {
    if (iso && (text[0] == 'T' || text[0] == 't')) {
      date = false;
      text.remove_prefix(1);
      continue;
    }
    const auto number = take_number(text);
    if (!number) return std::nullopt;
    while (!text.empty() && text[0] == ' ') text.remove_prefix(1);
    const auto unit = take_unit(text, date, iso);
    if (!unit) return std::nullopt;
    sum += *number * *unit;
  }
  return sum;
}

/// The words before and after the last space.
std::pair<std::string_view, std::string_view> cut_last_word(std::string_view text) {
  const std::size_t at = text.find_last_of(' ');
  if (at == std::string_view::npos) return {text, {}};
  return {text.substr(0, at), text.substr(at + 1)};
}

bool is_zone(std::string_view word) {
  return !word.empty() && word[0] >= 'A' && word[0] <= 'Z' && word != "AM" && word != "PM";
}

/// As Ruby's Time#to_s has it: "2030-12-12 23:30:00 +0100".
void join_offset(std::string& form) {
  constexpr std::size_t date_length = 10;
  const std::size_t sign = form.find_last_of("+-");
  const bool is_apart =
      sign != std::string::npos && sign > date_length + 1 && form[sign - 1] == ' ';
  if (is_apart) form.erase(sign - 1, 1);
}

}  // namespace

Translated translate_anchored_every(std::string_view text) {
  const auto seconds = seconds_of(text);
  if (!seconds) throw Untranslatable("a duration that sidetick does not know");
  if (*seconds < 1 || *seconds != std::floor(*seconds) || *seconds > 3e9) {
    throw Untranslatable("sidetick counts whole seconds, from one second to 100 years");
  }
  const Seconds length{static_cast<std::int64_t>(*seconds)};
  return {"every", format_duration(length), "", {}};
}

Translated translate_every(std::string_view text) {
  Translated result = translate_anchored_every(text);
  result.notes.emplace_back(
      "it counted from the start of the process; here from 1970-01-01T00:00:00Z");
  return result;
}

Translated translate_at(std::string_view text) {
  std::string form(text);
  for (char& c : form) c = c == '/' && &c < form.data() + 10 ? '-' : c;
  join_offset(form);
  Translated result{"at", "", "", {}};
  auto [moment, zone] = cut_last_word(form);
  if (is_zone(zone)) {
    result.zone = std::string(text.substr(text.size() - zone.size()));
  } else {
    moment = form;
  }
  if (const auto instant = parse_instant(moment); instant && result.zone.empty()) {
    result.text = format_instant(*instant);
  } else if (const auto wall = parse_wall_clock(moment)) {
    result.text = format_instant(Instant{wall->time_since_epoch()});
    result.text.pop_back();  // the Z: it is a time of the schedule's zone
  } else {
    throw Untranslatable("a time that sidetick does not know: write it as 2026-12-31T23:59:00Z");
  }
  return result;
}

}  // namespace sidetick
