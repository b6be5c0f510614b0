#include "core/redis/settings.h"

namespace sidetick {

std::string display(const Endpoint& endpoint) {
  const bool is_ipv6 = endpoint.host.find(':') != std::string::npos;
  const std::string host = is_ipv6 ? "[" + endpoint.host + "]" : endpoint.host;
  return host + ":" + std::to_string(endpoint.port);
}

std::string RedisSettings::display() const {
  const std::string number = std::to_string(database);
  const std::string scheme = tls ? "rediss://" : "redis://";
  if (!sentinels.empty()) return scheme + sentinel_master + "/" + number + " of the sentinels";
  if (!unix_path.empty()) return "unix://" + unix_path + (database == 0 ? "" : "?db=" + number);
  return scheme + sidetick::display(endpoint) + "/" + number;
}

}  // namespace sidetick
