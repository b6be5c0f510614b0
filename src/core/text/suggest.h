// "Did you mean": the word that was probably meant by one that is not known.
//
// Source:  optimal string alignment distance: an insertion, a deletion, a substitution or a swap of
//          neighbours each count one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sidetick {

/// The distance between two words, letter case aside; any number above `limit` when it is more.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// How far a near miss may be: one letter for words of up to three, two for longer ones.
std::size_t suggest_limit(std::string_view word);

/// True when a letter of `word`, up to three letters long, is another in `candidate`: "IST" may be
/// "EST", "MST" or "HST", and "jam" can only be "jan". "rnu" and "ru" are "run".
bool has_changed_letter(std::string_view word, std::string_view candidate);

/// True when one of the two is the beginning of the other: "que" of "queue", and "queue_name" goes on
/// after "queue" with a new word.
bool is_beginning(std::string_view word, std::string_view candidate);

/// The only candidate that `word` is the beginning of or goes on from; the shortest, when all others
/// begin with that. "" when there are several, or none.
template <typename Candidates>
std::string_view suggest_by_beginning(std::string_view word, const Candidates& candidates) {
  std::string_view shortest;
  for (std::string_view candidate : candidates) {
    if (!is_beginning(word, candidate)) continue;
    if (shortest.empty() || candidate.size() < shortest.size()) shortest = candidate;
  }
  for (std::string_view candidate : candidates) {
    if (is_beginning(word, candidate) && !candidate.starts_with(shortest)) return {};
  }
  return shortest;
}

/// The candidate nearest to `word`, the first of equals, or else the one that begins with it; "" when
/// none is near, or `word` is a candidate itself. A short word with a letter changed is only one that
/// no other candidate is as near to.
template <typename Candidates>
std::string_view suggest(std::string_view word, const Candidates& candidates) {
  std::string_view best, changed;
  std::size_t limit = suggest_limit(word);
  int changes = 0;
  for (std::string_view candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate, limit);
    if (distance > limit || (!best.empty() && distance == limit)) continue;
    if (candidate == word) return {};
    if (has_changed_letter(word, candidate)) {
      changed = candidate;
      ++changes;
      continue;
    }
    best = candidate;
    limit = distance;
  }
  if (best.empty() && changes == 1) best = changed;
  return best.empty() ? suggest_by_beginning(word, candidates) : best;
}

/// `: did you mean "class"?`, or "" when nothing is near.
template <typename Candidates>
std::string did_you_mean(std::string_view word, const Candidates& candidates) {
  const std::string_view best = suggest(word, candidates);
  if (best.empty()) return {};
  return ": did you mean \"" + std::string(best) + "\"?";
}

/// `: there are "report" and "cleanup"`; "" of none, and of more than a line has room for.
std::string list_of_few(const std::vector<std::string_view>& all);

/// `: did you mean "report"?`, or else all that there are, when these are few.
template <typename Candidates>
std::string did_you_mean_or_list(std::string_view word, const Candidates& candidates) {
  std::string meant = did_you_mean(word, candidates);
  return meant.empty() ? list_of_few({candidates.begin(), candidates.end()}) : meant;
}

}  // namespace sidetick
