// Turns a host name into addresses, within a deadline that the C library does not know of.
//
// Source:  getaddrinfo(3), which a dead name server holds for 20 s and more.
#pragma once

#include <string>
#include <vector>

#include "core/redis/settings.h"
#include "io/host/deadline.h"
#include "io/net/socket.h"

namespace sidetick {

/// The addresses of an endpoint, in the order of RFC 6724. Numeric hosts ask nobody. Throws
/// ConnectFailure: "name or service not known", "the name server does not answer within 2 s", "no
/// thread can be started to look the name up". A lookup that outlives its deadline goes on, and a
/// later call for the same host takes it up. Throws Stopped as wait_for does.
std::vector<Address> look_up(const Endpoint& endpoint, const Deadline& deadline);

}  // namespace sidetick
