// Characters of ASCII, whatever the locale, and the words of a text.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace sidetick {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// True when `text` begins or ends with white space.
constexpr bool has_space_around(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\v\f";
  return !text.empty() && (blanks.find(text.front()) != std::string_view::npos ||
                           blanks.find(text.back()) != std::string_view::npos);
}

/// A line, or a piece of one, without the blanks around it.
std::string_view trimmed(std::string_view text);

/// True when `text` has digits and nothing else.
bool is_digits(std::string_view text);

/// Letters that are not of ASCII stay as they are.
char lower_case(char c);
std::string lower_case(std::string_view text);

/// Calls `visit` with each word of `text`, as words_of has them.
template <typename Visit>
void for_each_word(std::string_view text, std::string_view blanks, Visit visit) {
  // find_first_of calls memchr for each character, and find has a loop made for long texts.
  const auto is_blank = [&](char c) {
    bool found = false;
    for (const char blank : blanks) found |= c == blank;
    return found;
  };
  for (auto at = text.begin(); at != text.end();) {
    const auto end = std::find_if(at, text.end(), is_blank);
    if (end != at) visit(std::string_view(at, end));
    at = end == text.end() ? end : end + 1;
  }
}

/// The words of `text`, which characters of `blanks` hold apart; no word is empty. They point into
/// `text`.
std::vector<std::string_view> words_of(std::string_view text, std::string_view blanks = " \t");

}  // namespace sidetick
