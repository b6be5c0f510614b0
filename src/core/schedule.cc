#include "core/schedule.h"

#include <algorithm>

namespace sidetick {

namespace {

std::string host_and_port(const Endpoint& endpoint) {
  const bool ipv6 = endpoint.host.find(':') != std::string::npos;
  const std::string host = ipv6 ? "[" + endpoint.host + "]" : endpoint.host;
  return host + ":" + std::to_string(endpoint.port);
}

}  // namespace

std::string RedisSettings::display() const {
  const std::string number = std::to_string(database);
  const std::string scheme = tls ? "rediss://" : "redis://";
  if (!sentinels.empty()) return scheme + sentinel_master + "/" + number + " of the sentinels";
  if (!unix_path.empty()) return "unix://" + unix_path + (database == 0 ? "" : "?db=" + number);
  return scheme + host_and_port(endpoint) + "/" + number;
}

bool is_queue_name(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](unsigned char c) { return c > 0x20 && c != 0x7f; });
}

}  // namespace sidetick
