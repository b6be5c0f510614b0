// "Did you mean": the word that was probably meant by one that is not known.
//
// Source:  optimal string alignment distance: an insertion, a deletion, a substitution or a swap of
//          neighbours each count one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sidetick {

/// The distance between two words, letter case aside; any number above `limit` when it is more.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// How far a near miss may be: one letter for words of up to three, two for longer ones.
std::size_t suggest_limit(std::string_view word);

/// The candidate nearest to `word`, the first of equals; "" when none is near, or `word` is a
/// candidate itself.
template <typename Candidates>
std::string_view suggest(std::string_view word, const Candidates& candidates) {
  std::string_view best;
  std::size_t limit = suggest_limit(word);
  for (std::string_view candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate, limit);
    if (distance > limit || (!best.empty() && distance == limit)) continue;
    if (candidate == word) return {};
    best = candidate;
    limit = distance;
  }
  return best;
}

/// `: did you mean "class"?`, or "" when nothing is near.
template <typename Candidates>
std::string did_you_mean(std::string_view word, const Candidates& candidates) {
  const std::string_view best = suggest(word, candidates);
  if (best.empty()) return {};
  return ": did you mean \"" + std::string(best) + "\"?";
}

}  // namespace sidetick
