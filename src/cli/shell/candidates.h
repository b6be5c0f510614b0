// What may come at the end of a command line that is being typed.
//
// Source:  the pages of --help: what an option takes is told by the word behind it (FILE, NAME,
//          ZONE, QUEUE, `bash|zsh|fish`), so that a new option is completed without more ado.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace sidetick {

struct Candidate {
  std::string word;
  std::string summary;  ///< "" when the word says it all
};

struct Candidates {
  bool files = false;  ///< names of files, which shells know better
  std::vector<Candidate> words;
};

/// Where names come from; asked only when they are wanted.
struct NameSources {
  using Names = std::vector<std::string>;
  /// Of the configuration that -c names on the line; without one, of the usual.
  std::function<std::vector<Candidate>(const Names& config_paths)> schedules;
  std::function<Names(const Names& config_paths)> queues;
  std::function<Names()> zones;
};

/// What may be the last of `words`, which begin with the name of the program. Not only what begins
/// as the last word does: each shell has its own idea of what matches.
Candidates completion_candidates(const std::vector<std::string>& words, const NameSources& names);

}  // namespace sidetick
