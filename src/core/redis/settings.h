// How to reach Redis, as plain data: addresses, TLS, passwords.
//
// Source:  the table [redis] of sidetick.toml(5).
// Knows nothing of sockets.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/time/instant.h"

namespace sidetick {

/// host:port of Redis or of a sentinel.
struct Endpoint {
  std::string host;
  int port = 6379;

  bool operator==(const Endpoint& other) const = default;
};

/// "127.0.0.1:6379", "[::1]:6379".
std::string display(const Endpoint& endpoint);

/// What TLS needs to know: paths, and the name to expect instead of the host's; "" for none.
struct TlsSettings {
  std::string section = "[redis.tls]";  ///< where they are written, for messages
  std::string ca_file;
  std::string cert_file;
  std::string key_file;
  std::string server_name;
};

/// How to reach Redis. Secrets are here in clear: never print this.
struct RedisSettings {
  std::string unix_path;  ///< when not empty, instead of endpoint
  Endpoint endpoint{"127.0.0.1", 6379};
  bool tls = false;
  std::string username;
  std::string password;
  int database = 0;
  std::string key_namespace;     ///< without the colon; "" for none
  std::string scheduler_prefix;  ///< sidekiq-scheduler's key_prefix; "" means key_namespace
  Milliseconds connect_timeout{2000};
  std::string written_connect_timeout = "2s";  ///< the same, as it is written
  Milliseconds deadline{25000};
  std::string written_deadline = "25s";
  int min_replicas = 0;

  std::vector<Endpoint> sentinels;
  std::string sentinel_master;
  std::string sentinel_username;
  std::string sentinel_password;
  bool sentinel_tls = false;

  TlsSettings tls_settings;
  std::optional<TlsSettings> sentinel_tls_settings;  ///< nothing: the same as for Redis

  /// "redis://127.0.0.1:6379/0": for messages, never with the password.
  std::string display() const;
};

}  // namespace sidetick
