// What a time expression of another scheduler becomes in sidetick's configuration.
//
// Knows nothing of the dialects: fugit_cron, rufus_time and exq_cron make these.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace sidetick {

/// A time expression that sidetick has no equal for; `what()` says why, in one line.
class Untranslatable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Translated {
  std::string key;                 ///< "cron", "every" or "at"
  std::string text;                ///< the value: an expression, a duration, or a TOML date-time
  std::string zone;                ///< the zone that the expression named; "" for none
  std::vector<std::string> notes;  ///< what is not the same; one line each
};

}  // namespace sidetick
