// The server itself: does it answer, is it the primary, how far away is it, and is its clock ours?
//
// Units:   times by the clock of this host, in microseconds.
#pragma once

#include <optional>

#include "core/doctor/findings.h"
#include "core/doctor/info.h"
#include "core/doctor/request.h"

namespace sidetick {

/// What is known of the server after look_at_server; more is found in INFO, where that is allowed.
struct ServerLook {
  Findings findings;
  std::optional<Info> info;
  std::optional<ClockTime> time;  ///< none: TIME is refused
  bool is_usable = true;          ///< false: a run can do nothing with it for now
};

/// The first exchange of `redis`: the login is answered with it. Throws what Redis::exchange throws,
/// and Error where the server wants a password or takes no such client.
ServerLook look_at_server(Redis& redis, const DoctorRequest& request);

/// How far apart the clocks are, and what it takes to ask.
void look_at_clock(Redis& redis, const DoctorRequest& request, ServerLook& look);

}  // namespace sidetick
