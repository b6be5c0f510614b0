#include "core/text/suggest.h"

#include <algorithm>
#include <set>
#include <vector>

#include "core/text/quote.h"

namespace sidetick {

namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Three rows of the matrix of distances between the beginnings of two words.
struct Rows {
  std::vector<std::size_t> before_last, last, current;
};

std::size_t cell(const Rows& rows, std::string_view a, std::string_view b, std::size_t i,
                 std::size_t j) {
  const bool same = lower(a[i - 1]) == lower(b[j - 1]);
  std::size_t best = std::min({rows.last[j] + 1, rows.current[j - 1] + 1,
                               rows.last[j - 1] + static_cast<std::size_t>(!same)});
  const bool swapped =
      i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
  if (swapped) best = std::min(best, rows.before_last[j - 2] + 1);
  return best;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t apart = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (apart > limit) return limit + 1;
  const std::size_t width = b.size() + 1;
  Rows rows{std::vector<std::size_t>(width), std::vector<std::size_t>(width),
            std::vector<std::size_t>(width)};
  for (std::size_t j = 0; j < width; ++j) rows.current[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(rows.before_last, rows.last);
    std::swap(rows.last, rows.current);
    rows.current[0] = i;
    for (std::size_t j = 1; j < width; ++j) rows.current[j] = cell(rows, a, b, i, j);
  }
  return rows.current[b.size()];
}

bool has_changed_letter(std::string_view word, std::string_view candidate) {
  if (word.size() > 3 || word.size() != candidate.size()) return false;
  return !std::ranges::is_permutation(word, candidate,
                                      [](char a, char b) { return lower(a) == lower(b); });
}

bool is_beginning(std::string_view word, std::string_view candidate) {
  constexpr std::size_t shortest = 3;
  if (std::min(word.size(), candidate.size()) < shortest) return false;
  if (candidate.starts_with(word)) return true;
  if (!word.starts_with(candidate) || word.size() == candidate.size()) return false;
  const char next = word[candidate.size()];
  return next == '_' || next == '-';
}

std::string list_of_few(const std::vector<std::string_view>& all) {
  constexpr std::size_t most = 5;
  const std::set<std::string_view> words(all.begin(), all.end());
  if (words.empty() || words.size() > most) return {};
  std::string text = words.size() == 1 ? ": there is " : ": there are ";
  for (const std::string_view& word : words) {
    if (word != *words.begin()) text += word == *words.rbegin() ? " and " : ", ";
    text += quote(word);
  }
  return text;
}

std::size_t suggest_limit(std::string_view word) {
  return word.size() <= 3 ? 1 : 2;
}

}  // namespace sidetick
