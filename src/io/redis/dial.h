// From an address in the configuration to an open wire: name lookup, connecting, TLS.
#pragma once

#include <memory>
#include <string>

#include "core/redis/settings.h"
#include "io/host/deadline.h"
#include "io/redis/wire.h"

namespace sidetick {

/// Connects to `endpoint`. Nothing is sent but what TLS needs. Throws ConnectionLost when it cannot
/// be reached within connect_timeout, Error(Exit::unavailable) at the deadline,
/// Error(Exit::refused) when a certificate is not accepted. `place` begins what is thrown, here and
/// by the wire: "node 10.0.0.5:6379: ", or "" where whoever tells it says the address.
std::unique_ptr<Wire> dial(const RedisSettings& settings, const Endpoint& endpoint,
                           const std::string& place, const Deadline& deadline);

/// The same for the unix socket that `settings` names.
std::unique_ptr<Wire> dial_unix(const RedisSettings& settings, const Deadline& deadline);

}  // namespace sidetick
