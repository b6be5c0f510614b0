#include "io/redis/dial.h"

#include <cerrno>

#include "core/error.h"
#include "io/net/name_lookup.h"

namespace sidetick {
namespace {

[[noreturn]] void throw_failure(const std::string& place, const ConnectFailure& failure) {
  const std::string message = place + failure.what();
  // A socket that this user may not open does not open by itself.
  if (failure.error == EACCES) throw Error(Exit::refused, message);
  throw ConnectionLost(message, failure.cause);
}

}  // namespace

std::unique_ptr<Wire> dial(const RedisSettings& settings, const Endpoint& endpoint,
                           const std::string& place, const Deadline& deadline) {
  const Deadline connected = deadline.within(settings.connect_timeout);
  try {
    Socket socket = connect_socket(look_up(endpoint, connected), connected);
    auto wire = std::make_unique<Wire>(std::move(socket), place, deadline);
    if (settings.tls) wire->start_tls(settings, endpoint.host, connected);
    return wire;
  } catch (const ConnectFailure& failure) {
    throw_failure(place, failure);
  }
}

std::unique_ptr<Wire> dial_unix(const RedisSettings& settings, const Deadline& deadline) {
  try {
    Socket socket = connect_socket({unix_address(settings.unix_path)},
                                   deadline.within(settings.connect_timeout));
    return std::make_unique<Wire>(std::move(socket), "", deadline);
  } catch (const ConnectFailure& failure) {
    if (failure.error != EACCES) throw_failure("", failure);
    throw_failure("", ConnectFailure(std::string(failure.what()) +
                                         ": let this user write to the socket (unixsocketperm and "
                                         "unixsocketgroup of redis.conf)",
                                     failure.cause, EACCES));
  }
}

}  // namespace sidetick
