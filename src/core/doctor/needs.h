// Every command that sidetick sends, on every key that it sends it to, in a form that does nothing.
//
// Source:  sidetick(7), "One run"; core/enqueue, core/backfill, core/admin.
// Forms:   reads are those of the program. Writes are sent to be queued and discarded; should a
//          server carry one out all the same, it changes nothing: no element has the name that is
//          removed, ZADD has XX, HSET a field without a value, which is an error. SADD and LPUSH have
//          no such form, and stand last.
#pragma once

#include <string>
#include <vector>

#include "core/doctor/request.h"

namespace sidetick {

/// A command, and what becomes of things without it.
struct Need {
  Command command;
  std::string without{};  ///< "backfill would be refused"; "": a run ends with it
  /// False: the key is none of the program's, and stands for one. Only the command is asked for.
  bool own_key = true;

  bool is_for_run() const { return without.empty(); }
};

/// What reads and watches; those that a run needs come first.
std::vector<Need> read_needs(const DoctorRequest& request);

/// What writes, in the order in which it may be tried: each alone; and the ledgers of all schedules
/// but the first in one portion, once those of the first were queued.
std::vector<std::vector<Need>> write_needs(const DoctorRequest& request);

}  // namespace sidetick
