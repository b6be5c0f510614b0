// What `why` says of one tick, sentence by sentence: the same in its text and its JSON.
//
// Source:  sidetick(1), "why".
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cli/output/why.h"

namespace sidetick {

/// "no tick", "enqueued", …: the words of the JSON.
const char* verdict_word(Verdict verdict);

/// The sentences of one answer. References must outlive it.
class WhySentences {
 public:
  WhySentences(const Why& why, const WhyAnswer& answer, const WhyLook& look)
      : why_(why), answer_(answer), tick_(answer.tick), look_(look) {}

  /// The verdict in words, and the reason.
  std::string headline() const;
  /// Where the job is; of a tick that has one.
  std::string job() const;
  /// What else there is to say.
  std::vector<std::string> notes() const;
  /// The ticks before and after one that is none; else nothing.
  std::vector<std::string> neighbours() const;
  /// What each command is for, and the command.
  std::vector<std::pair<std::string, std::string>> commands() const;

 private:
  std::string time(Instant instant) const;
  std::string distance() const;
  std::string since(Instant instant) const;
  std::string place(const JobRecord& job) const;
  std::string unread() const;
  std::string sentence(Remark remark) const;
  std::string no_run_yet() const;
  const char* missed_word() const;
  std::string dropped() const;
  std::pair<std::string, std::string> command(Remedy remedy) const;

  const Why& why_;
  const WhyAnswer& answer_;
  const TickAnswer& tick_;
  const WhyLook& look_;
};

}  // namespace sidetick
