// How `why` tells what became of a tick: sentences for people, one JSON document for programs.
//
// Source:  sidetick(1), "why".
#pragma once

#include <string>

#include "cli/output/suggested_command.h"
#include "cli/output/ticks_text.h"
#include "core/why/why.h"

namespace sidetick {

/// What is needed to show the answers.
struct WhyLook {
  const std::string& name;
  const Schedule* schedule;  ///< none: it is not in the file
  const Zone& zone;          ///< of the schedule, or UTC
  TimeStyle style;
  const SuggestedBackfill& backfill;
};

/// For each tick a line, below it what there is to say of it, and the commands that help.
std::string why_text(const Why& why, const WhyLook& look);

/// One JSON document and a newline; its shape is in sidetick(1).
std::string why_json(const Why& why, const WhyLook& look);

}  // namespace sidetick
