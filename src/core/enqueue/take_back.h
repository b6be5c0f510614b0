// Taking back the ticks that a transaction has noted, and whose jobs it could not push.
//
// Source:  sidetick(7), "When EXEC half fails": EXEC does not roll back, so that a push which fails
//          inside it leaves ledger entries and a cursor that claim what did not happen.
// Why it is right: all of it is one transaction under WATCH, begun anew as long as somebody else
//          writes. Its reply must not be lost: then nobody knows whether it was carried out, and
//          doing it again could take back what another host has enqueued since.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/plan/cursor.h"
#include "core/redis/redis.h"

namespace sidetick {

/// Ticks that a ledger has and that nobody has enqueued.
struct LostEntries {
  std::string ledger;  ///< a key
  std::vector<Instant> ticks;
};

/// A schedule whose cursor is ahead of what was enqueued.
struct LostPosition {
  std::string name;
  std::uint64_t form;
  Instant first;  ///< the first tick that is lost
};

/// `cursor` set before the first tick that is lost, or where it is when that is earlier.
Cursor set_back(Cursor cursor, const LostPosition& lost);

/// Removes `entries` and sets the cursors of `positions`, which are fields of `cursors_key`, back,
/// wherever other hosts have them by now. Throws what Redis::exchange throws.
void take_back(Redis& redis, const std::string& cursors_key,
               const std::vector<LostEntries>& entries, const std::vector<LostPosition>& positions);

}  // namespace sidetick
