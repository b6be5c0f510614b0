#include "core/cron/split.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "core/text/ascii.h"
#include "core/text/quote.h"

namespace sidetick {
namespace {

struct Macro {
  std::string_view name;
  std::string_view meaning;
};

constexpr std::array<Macro, 7> macros{{{"@yearly", "0 0 0 1 1 *"},
                                       {"@annually", "0 0 0 1 1 *"},
                                       {"@monthly", "0 0 0 1 * *"},
                                       {"@weekly", "0 0 0 * * 0"},
                                       {"@daily", "0 0 0 * * *"},
                                       {"@midnight", "0 0 0 * * *"},
                                       {"@hourly", "0 0 * * * *"}}};

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  pieces.reserve(8);  // six fields, a zone, and seconds where there are none
  for_each_word(text, " \t", [&](std::string_view word) {
    pieces.push_back({word, static_cast<std::size_t>(word.data() - text.data())});
  });
  return pieces;
}

/// Names differ in their first letter, mostly; to compare them whole shows in profiles.
bool is_one_of(std::span<const std::string_view> names, std::string_view word) {
  return std::ranges::any_of(
      names, [&](std::string_view name) { return name[0] == word[0] && name == word; });
}

/// "UTC" and "Asia/Kolkata", but not "mon-fri", "friL", "L", "L5", "H" or "H(1-5)". A word that begins like a weekday
/// or a month is a misspelt field rather than a zone: no zone begins so.
bool is_zone(Piece word) {
  if (!is_letter(word.text.front())) return false;
  const std::string lower = lower_case(word.text.substr(0, 3));
  if (lower == "l" || (lower[0] == 'l' && is_digit(lower[1]))) return false;
  if (lower[0] == 'h' && !is_letter(lower[1])) return false;
  return !is_one_of(weekday_field.names, lower) && !is_one_of(month_field.names, lower);
}

std::string take_zone(std::vector<Piece>& words) {
  if (words.size() < 2 || !is_zone(words.back())) return {};
  const Piece zone = words.back();
  const auto allowed = [](char c) {
    return is_letter(c) || is_digit(c) || std::string_view("_+-/").find(c) < 4;
  };
  if (!std::all_of(zone.text.begin(), zone.text.end(), allowed)) {
    zone.fail("the last field " + zone.quoted() + " is neither a weekday nor a time zone");
  }
  words.pop_back();
  return std::string(zone.text);
}

std::vector<Piece> macro_fields(const std::vector<Piece>& words) {
  const Piece name = words.front();
  for (const Macro& macro : macros) {
    if (macro.name != lower_case(name.text)) continue;
    if (words.size() > 1) words[1].fail("only a time zone may follow " + std::string(macro.name));
    return pieces_of(macro.meaning);
  }
  std::string message = name.quoted() + " is not one of";
  for (const Macro& macro : macros) message += " " + std::string(macro.name);
  if (name.text == "@every") message += ": write every = \"…\" instead of cron";
  name.fail(message);
}

/// `CRON_TZ=Asia/Kolkata 0 9 * * *`, as cronie, Quartz' wrappers and robfig/cron have it.
void refuse_leading_zone(const std::vector<Piece>& words) {
  const std::string_view first = words.front().text;
  if (!first.starts_with("CRON_TZ=") && !first.starts_with("TZ=")) return;
  const std::string_view zone = first.substr(first.find('=') + 1);
  std::string fields;
  for (std::size_t i = 1; i < words.size(); ++i) fields += std::string(words[i].text) + " ";
  words.front().fail(words.front().quoted() + " is no field: the zone comes last, as in " +
                     quote(fields + std::string(zone)));
}

[[noreturn]] void fail_count(std::string_view text, std::size_t count, bool with_zone) {
  std::string found = "found " + std::to_string(count) + (count == 1 ? " field" : " fields");
  if (with_zone) found += " and a time zone";
  Piece{text, 0}.fail(found + ": 5 are needed, or 6 with the seconds first");
}

}  // namespace

CronText cut_cron_text(std::string_view text) {
  std::vector<Piece> found = pieces_of(text);
  if (found.empty()) Piece{text, 0}.fail("the expression is empty");
  refuse_leading_zone(found);
  CronText cut;
  cut.zone_name = take_zone(found);
  if (found.front().text.front() == '@') {
    cut.is_macro = true;
    cut.fields = macro_fields(found);
    return cut;
  }
  if (found.size() != 5 && found.size() != 6) {
    fail_count(text, found.size(), !cut.zone_name.empty());
  }
  cut.with_seconds = found.size() == 6;
  if (!cut.with_seconds) found.insert(found.begin(), {"0", 0});
  cut.fields = std::move(found);
  return cut;
}

}  // namespace sidetick
