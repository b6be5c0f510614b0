// What Redis holds of one schedule, as text and, where it can be read, as a cursor.
//
// Knows nothing of keys and commands.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/plan/cursor.h"

namespace sidetick {

/// What Redis holds of one schedule. The texts are as found, perhaps garbage.
struct StoredState {
  std::optional<std::string> cursor;
  std::optional<Cursor> parsed_cursor;  ///< the same, when it can be read
  std::optional<std::string> state;
  std::optional<std::string> last_run;       ///< exq-scheduler's, a JSON string
  std::optional<std::string> last_time;      ///< sidekiq-scheduler's or ours
  std::optional<std::string> newest_pushed;  ///< the newest member of the ledger
  std::vector<Instant> pushed;  ///< what the ledger has of the ticks that seem to be dropped
  bool published = false;       ///< the web page's hash has an entry of that name
};

}  // namespace sidetick
