// From an address in the configuration to an open wire: name lookup, connecting, TLS.
#pragma once

#include <memory>

#include "core/redis/settings.h"
#include "io/host/deadline.h"
#include "io/redis/wire.h"

namespace sidetick {

/// Connects to `endpoint`. Nothing is sent but what TLS needs. Throws ConnectionLost when it cannot
/// be reached within connect_timeout, Error(Exit::unavailable) at the deadline,
/// Error(Exit::refused) when a certificate is not accepted.
std::unique_ptr<Wire> dial(const RedisSettings& settings, const Endpoint& endpoint,
                           const Deadline& deadline);

/// The same for the unix socket that `settings` names.
std::unique_ptr<Wire> dial_unix(const RedisSettings& settings, const Deadline& deadline);

}  // namespace sidetick
