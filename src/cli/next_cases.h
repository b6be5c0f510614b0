// A corpus of cases for `next --cases`: one JSON case a line in, one JSON answer a line out.
//
// Source:  sidetick(1), "next". A case is {"cron":…,"zone":…,"from":…,"to":…,"count":…}:
//          only cron is needed. The answer is {"ticks":[…]} or {"error":"…"}.
#pragma once

#include <string>

#include "core/time/instant.h"

namespace sidetick {

/// The answer to one line, without a newline. Never throws for what is wrong with the case.
std::string answer_case(const std::string& line, Instant now);

}  // namespace sidetick
