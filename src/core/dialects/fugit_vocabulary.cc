#include "core/dialects/fugit_vocabulary.h"

#include <algorithm>
#include <array>

#include "core/dialects/translation.h"
#include "core/text/ascii.h"
#include "core/text/number.h"

namespace sidetick {

void refuse_fugit_words() {
  throw Untranslatable(
      "words that sidetick does not know: in the application's console, "
      "Fugit.parse(…).to_cron_s says what cron expression they stand for");
}

std::vector<std::string> split_fugit_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(word);
    word.clear();
  };
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == ',') end_word();
    if (c == ',') words.emplace_back(",");
    if (c != ' ' && c != '\t' && c != ',') word += c;
  }
  end_word();
  return words;
}

std::optional<int> fugit_number_of(std::string_view text) {
  if (text.size() > 4) return std::nullopt;
  const auto number = parse_number(text, 0, 9999);
  return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

std::optional<int> fugit_weekday_of(const std::string& word) {
  constexpr std::array<std::string_view, 7> full{"sunday",   "monday", "tuesday", "wednesday",
                                                 "thursday", "friday", "saturday"};
  const std::string lower = lower_case(word);
  for (std::size_t i = 0; i < full.size(); ++i) {
    if (lower == full[i] || lower == full[i].substr(0, 3)) return static_cast<int>(i);
  }
  return std::nullopt;
}

std::optional<int> fugit_ordinal_of(const std::string& word) {
  constexpr std::array<std::string_view, 12> names{"first", "second", "third",    "fourth",
                                                   "fifth", "sixth",  "seventh",  "eighth",
                                                   "ninth", "tenth",  "eleventh", "twelfth"};
  const std::string lower = lower_case(word);
  if (lower == "last") return -1;
  const auto found = std::find(names.begin(), names.end(), lower);
  if (found != names.end()) return static_cast<int>(found - names.begin()) + 1;
  if (lower.size() < 3) return std::nullopt;
  const std::string_view ending = std::string_view(lower).substr(lower.size() - 2);
  if (ending != "st" && ending != "nd" && ending != "rd" && ending != "th") return std::nullopt;
  const auto number = fugit_number_of(std::string_view(lower).substr(0, lower.size() - 2));
  return number && *number >= 1 && *number <= 31 ? number : std::nullopt;
}

std::optional<int> fugit_hour_of(const std::string& lower) {
  constexpr std::array<std::string_view, 13> names{"zero", "one",    "two",   "three", "four",
                                                   "five", "six",    "seven", "eight", "nine",
                                                   "ten",  "eleven", "twelve"};
  if (lower == "midnight") return 0;
  if (lower == "noon") return 12;
  const auto found = std::find(names.begin(), names.end(), lower);
  if (found == names.end()) return std::nullopt;
  return static_cast<int>(found - names.begin());
}

std::string fugit_unit_of(const std::string& word) {
  std::string lower = lower_case(word);
  if (word == "M" || lower == "month" || lower == "months") return "month";
  if (lower == "m" || lower == "min" || lower == "minute" || lower == "minutes") return "minute";
  if (lower == "s" || lower == "sec" || lower == "second" || lower == "seconds") return "second";
  if (lower == "h" || lower == "hour" || lower == "hours") return "hour";
  if (lower == "d" || lower == "day" || lower == "days") return "day";
  if (lower == "week" || lower == "year") return lower;
  return "";
}

bool is_fugit_zone(const std::string& word) {
  if (word == "Z" || word == "UTC") return true;
  return word.find('/') != std::string::npos && word[0] >= 'A' && word[0] <= 'Z';
}

}  // namespace sidetick
