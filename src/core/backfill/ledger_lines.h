// From when on the ledgers of a schedule tell a backfill what was enqueued.
//
// Source:  sidetick(7), "Redis keys": complete since.
// Ledgers: - that of runs tells every tick that was enqueued since `complete`, as the cursor says;
//            a backfill writes there what a run may still get to;
//          - that of backfills tells all that they have enqueued: a run trims the other one.
#pragma once

#include <optional>
#include <string>

#include "core/time/instant.h"

namespace sidetick {

struct LedgerLines {
  Instant complete;               ///< a tick from before is enqueued with --force alone
  Instant runs_from;              ///< ticks since then go into the ledger of runs as well
  std::optional<Instant> cursor;  ///< where runs have got to
};

/// The lines of a schedule with this text in the cursors' hash. Without a cursor, or with one that
/// does not say, the ledger is complete since `now` less `history`.
LedgerLines ledger_lines(const std::optional<std::string>& cursor_text, Instant now,
                         Seconds history);

}  // namespace sidetick
