// What became of a tick, or of several that have one reason, in words.
//
// Source:  sidetick(1), "why"; core/verdict.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/output/ticks_text.h"
#include "core/verdict/verdict.h"

namespace sidetick {

/// "no tick", "enqueued", …: the words of the JSON.
const char* verdict_word(Verdict verdict);

/// Whose ticks they are, and how they are told. References must outlive it.
struct ReasonLook {
  Instant now;
  const std::optional<std::string>& held_up;  ///< why no run enqueues anything of the schedule
  const Schedule* schedule;                   ///< none: it is not in the file
  const Zone& zone;
  TimeStyle style;
  bool many = false;  ///< of several ticks: "them", not "it"
};

/// The verdict in words, and the reason.
std::string headline(const TickAnswer& tick, const ReasonLook& look);

/// Its remarks, a sentence each.
std::vector<std::string> remark_sentences(const TickAnswer& tick, const ReasonLook& look);

}  // namespace sidetick
