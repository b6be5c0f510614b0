// What a phrase of fugit's natural language has said, and the cron expression of that.
//
// Source:  fugit's lib/fugit/nat.rb, as core/dialects/fugit_words.h says, which reads the phrases.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sidetick {

/// The parts of a cron expression, each empty where nothing was said.
struct FugitPhrase {
  std::string second;
  std::string clock;                   ///< minute and hour, of an interval
  std::map<int, std::set<int>> times;  ///< minute -> hours
  std::vector<int> order;              ///< of the minutes, as they were said
  std::set<std::string> days;
  std::string month;
  std::set<int> weekdays;
  std::string zone;
};

/// In fugit's dialect, with the zone. `text` is the phrase, for `notes`: what it seems to say, and
/// fugit does otherwise. Throws Untranslatable for what cannot be said together.
std::string fugit_cron_of(FugitPhrase said, std::string_view text, std::vector<std::string>& notes);

}  // namespace sidetick
