// A Redis URL, taken apart.
//
// Source:  https://www.iana.org/assignments/uri-schemes/prov/redis, /rediss; RFC 3986 for the rest.
//              redis://[[[USER]:]PASSWORD@]HOST[:PORT][/DATABASE]
//              rediss://…                                             the same with TLS
//              unix://[[[USER]:]PASSWORD@]/PATH/OF/SOCKET[?db=DATABASE]
//          valkey:// is the same as redis://, valkeys:// as rediss://; redis+unix:// and
//          valkey+unix:// as unix://, as the Rust crate redis and Python's limits have them
//          (limits/storage/redis.py). Within [ ] a zone's % is
//          written %25 (RFC 6874).
//          `redis://:secret@[::1]:6380/2` is host ::1, port 6380, password secret, database 2.
// Knows nothing of connecting.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/redis/settings.h"

namespace sidetick {

struct RedisUrl {
  bool tls = false;
  std::string unix_path;  ///< when not empty, instead of host and port
  std::string host;
  int port = 6379;
  std::string username;
  std::string password;
  std::optional<int> database;
};

/// Throws std::invalid_argument, whose text says what is wrong without a word of the URL that could
/// be part of a password.
RedisUrl parse_redis_url(std::string_view text);

/// "10.0.0.1", "10.0.0.1:6380", "redis.internal:6379", "[::1]:6379": a host and a port, `port` when
/// it names none. Throws std::invalid_argument. The host may be IPv6 in brackets.
Endpoint parse_host_port(std::string_view text, int port);

}  // namespace sidetick
