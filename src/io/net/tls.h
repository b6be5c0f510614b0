// TLS for a wire: opens sidetick-tls.so and takes the handshake through, within a deadline.
//
// Knows nothing of OpenSSL: io/net/tls_abi.h is the border.
#pragma once

#include <optional>
#include <string>

#include "core/redis/settings.h"
#include "io/host/deadline.h"
#include "io/net/tls_abi.h"

namespace sidetick {

class Tls {
 public:
  /// Opens the module. Throws Error(Exit::config) when there is none, ConnectFailure when this host
  /// is short of what it takes.
  Tls();

  /// Puts TLS on `context`, whose server is `host`. Throws ConnectFailure when trying again may
  /// help, else Error, which begins with `place`: refused for certificates, config for files.
  void start(redisContext* context, const RedisSettings& settings, const std::string& host,
             const std::string& place, const Deadline& deadline);

  /// Why reading or writing just failed, or `otherwise` when TLS does not know. Throws Error when
  /// trying again is no use: a server that wants a client certificate says so only now.
  std::string explain(const std::string& place, const std::string& otherwise) const;

  /// When the server's certificate ends; nothing when it does not say.
  std::optional<Instant> certificate_end() const;

 private:
  const TlsModule* module_;
  void* session_ = nullptr;
};

}  // namespace sidetick
