// What is wrong, or to be said, and does not end the run.
//
// Knows nothing of printing.
#pragma once

#include <string>
#include <vector>

#include "core/error.h"

namespace sidetick {

/// Something to say about a schedule.
struct Note {
  bool is_warning;
  std::string text;
};

/// Something wrong that did not stop the rest.
struct Fault {
  Exit exit;
  std::string text;
  std::string forgotten{};  ///< the schedule whose `forget` mends it; "" when none does
};

/// Appends what is not there yet: a retry finds the same things wrong again, each is said once.
void add_once(std::vector<std::string>& texts, std::string text);
void add_once(std::vector<Fault>& faults, Fault fault);

}  // namespace sidetick
