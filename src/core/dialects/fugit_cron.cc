#include "core/dialects/fugit_cron.h"

#include <algorithm>

#include "core/dialects/cron_writer.h"
#include "core/dialects/fugit_fields.h"
#include "core/dialects/fugit_phrases.h"
#include "core/text/ascii.h"
#include "core/text/quote.h"

namespace sidetick {

namespace {

/// fugit drops the months in which none of the days exists, also for the weekdays.
void drop_short_months(CronWriter& sets) {
  constexpr Bits all_months = 0x1ffe;
  if (sets.any_day || sets.months == all_months || sets.before_last != 0) return;
  for (int month = 1; month <= 12; ++month) {
    const int length = month == 2                                              ? 29
                       : month == 4 || month == 6 || month == 9 || month == 11 ? 30
                                                                               : 31;
    if ((sets.days & ((DaySet{2} << length) - 2)) == 0) sets.months &= ~(Bits{1} << month);
  }
  if (sets.months == 0) throw Untranslatable("it never fires");
}

/// "+09:00" is Etc/GMT-9: POSIX counts west of Greenwich.
std::string zone_of_offset(const std::string& text) {
  std::string digits;
  std::copy_if(text.begin() + 1, text.end(), std::back_inserter(digits), is_digit);
  digits.resize(4, '0');
  const int hours = std::stoi(digits.substr(0, 2));
  if (digits.substr(2) != "00" || hours > (text[0] == '+' ? 14 : 12)) {
    throw Untranslatable("zone " + quote(text) +
                         ": an offset that no zone has: name the place, as in Asia/Kolkata");
  }
  if (hours == 0) return "UTC";
  return "Etc/GMT" + std::string(text[0] == '+' ? "-" : "+") + std::to_string(hours);
}

bool is_offset(const std::string& word) {
  return (word[0] == '+' || word[0] == '-') && word.size() > 2 &&
         word.find_first_not_of("0123456789:", 1) == std::string::npos;
}

bool is_zone(const std::string& word) {
  const bool name = word[0] >= 'A' && word[0] <= 'Z' && word.size() > 1;
  return (name || is_offset(word)) && !is_fugit_weekdays(word);
}

std::string take_zone(std::vector<std::string>& words) {
  if (words.size() < 6 || !is_zone(words.back())) return "";
  const std::string zone = words.back();
  words.pop_back();
  return is_offset(zone) ? zone_of_offset(zone) : zone;
}

bool take_and(std::string& field) {
  if (field.size() < 2 || field.back() != '&') return false;
  field.pop_back();
  return true;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// The older fugits take 1-31 for days like any others, the newer for no restriction.
void note_all_days(const CronWriter& sets, std::vector<std::string>& notes) {
  if (sets.any_day || sets.any_weekday || sets.days != (DaySet{0} - 2)) return;
  notes.emplace_back(
      "all days of the month beside a weekday: fugit up to 1.5 runs it every day, as here, later "
      "ones on the weekday alone");
}

Translated translate_fields(std::string_view text) {
  const auto written = words_of(text);
  std::vector<std::string> words(written.begin(), written.end());
  Translated result{"cron", "", take_zone(words), {}};
  if (words.size() == 5) words.insert(words.begin(), "0");
  if (words.size() != 6) {
    throw Untranslatable("fugit reads five fields, or six with the seconds first, and a zone");
  }
  CronWriter sets;
  const bool day_and = take_and(words[3]);
  const bool weekday_and = take_and(words[5]);
  sets.both = day_and || weekday_and;
  read_fugit_fields(words, sets, result.notes);
  drop_short_months(sets);
  note_all_days(sets, result.notes);
  if (words[0] == "0") words.erase(words.begin());
  const auto composed = compose_cron(sets, joined(words));
  if (!composed) {
    throw Untranslatable(
        "both the day of the month and the weekday must match: sidetick can say "
        "that only of days with the 1st among them, or weekdays with Sunday");
  }
  result.text = *composed;
  return result;
}

std::string_view special(std::string_view text) {
  constexpr std::pair<std::string_view, std::string_view> specials[] = {
      {"@yearly", "0 0 1 1 *"}, {"@annually", "0 0 1 1 *"}, {"@monthly", "0 0 1 * *"},
      {"@weekly", "0 0 * * 0"}, {"@daily", "0 0 * * *"},    {"@midnight", "0 0 * * *"},
      {"@noon", "0 12 * * *"},  {"@hourly", "0 * * * *"}};
  for (const auto& [word, meaning] : specials) {
    if (word == text) return meaning;
  }
  throw Untranslatable(text == "@reboot" ? "@reboot is no time: run it where your processes start"
                                         : "fugit has no such word");
}

bool begins_as_cron(char c) {
  return is_digit(c) || c == '*' || c == '/' || c == '-' || c == ',';
}

}  // namespace

Translated translate_fugit(std::string_view text) {
  const auto words = words_of(text);
  if (words.empty()) throw Untranslatable("the expression is empty");
  if (words[0][0] == '@' && words.size() == 1) return translate_fields(special(words[0]));
  if (begins_as_cron(words[0][0])) return translate_fields(text);
  const FugitPhrase read = read_fugit_phrase(text);
  Translated result = translate_fields(read.cron);
  result.notes.insert(result.notes.begin(), read.notes.begin(), read.notes.end());
  return result;
}

}  // namespace sidetick
