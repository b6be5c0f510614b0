// What `why` says of one tick, sentence by sentence: the same in its text and its JSON.
//
// Source:  sidetick(1), "why".
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cli/output/tick_reason.h"
#include "cli/output/why.h"

namespace sidetick {

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
  ReasonLook reason() const;
  std::string since(Instant instant) const;
  std::string place(const JobRecord& job) const;
  std::string unread() const;
  std::pair<std::string, std::string> command(Remedy remedy) const;

  const Why& why_;
  const WhyAnswer& answer_;
  const TickAnswer& tick_;
  const WhyLook& look_;
};

}  // namespace sidetick
