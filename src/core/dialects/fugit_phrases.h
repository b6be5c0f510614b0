// The natural language of fugit: "every monday at 9:00 in Europe/Berlin" -> a cron expression.
//
// Source:  fugit 1.5.2, lib/fugit/nat.rb, for the phrases that people write in schedules: every,
//          at, on, from … to, a time zone. The rest is told apart, not guessed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sidetick {

struct FugitPhrase {
  std::string cron;                ///< in fugit's dialect, with the zone
  std::vector<std::string> notes;  ///< what the words seem to say, and fugit does otherwise
};

/// Throws Untranslatable for what it does not know, and for what cannot be said together.
FugitPhrase read_fugit_phrase(std::string_view text);

}  // namespace sidetick
