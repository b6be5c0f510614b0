#include "core/text/ascii.h"

#include <algorithm>

namespace sidetick {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

char lower_case(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = lower_case(c);
  return lower;
}

std::vector<std::string_view> words_of(std::string_view text, std::string_view blanks) {
  std::vector<std::string_view> words;
  words.reserve(8);  // a cron expression has six fields and a zone
  // find_first_of calls memchr for each character.
  const auto is_blank = [&](char c) { return std::ranges::find(blanks, c) != blanks.end(); };
  for (auto at = text.begin(); at != text.end();) {
    const auto end = std::find_if(at, text.end(), is_blank);
    if (end != at) words.emplace_back(at, end);
    at = end == text.end() ? end : end + 1;
  }
  return words;
}

}  // namespace sidetick
