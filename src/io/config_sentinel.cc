#include "io/config_sentinel.h"

#include <array>
#include <stdexcept>

#include "core/quote.h"
#include "core/redis_url.h"
#include "io/config_reader.h"
#include "io/config_secret.h"

namespace sidetick {

namespace {

constexpr std::array<std::string_view, 6> sentinel_keys{"hosts",    "master",        "username",
                                                        "password", "password_file", "tls"};
constexpr int sentinel_port = 26379;

void read_host(const toml::node& node, const Scope& scope, RedisSettings& settings) {
  const auto* text = node.as_string();
  if (text == nullptr) {
    scope.problem(place_of(node),
                  "hosts must hold strings such as \"10.0.0.1:26379\", not " + describe(node));
    return;
  }
  try {
    const HostPort address = parse_host_port(text->get(), sentinel_port);
    settings.sentinels.push_back({address.host, address.port});
  } catch (const std::invalid_argument& error) {
    scope.problem(place_of(node), "hosts " + quote(text->get()) + ": " + error.what());
  }
}

void read_hosts(const TableReader& sentinel, RedisSettings& settings) {
  if (sentinel.find("hosts") == nullptr) {
    sentinel.problem("hosts", "is missing: write hosts = [\"10.0.0.1:26379\", …]");
    return;
  }
  const toml::array* hosts = sentinel.array("hosts");
  if (hosts == nullptr) return;
  if (hosts->empty()) sentinel.problem("hosts", "is empty: name one sentinel at least");
  for (const toml::node& host : *hosts) read_host(host, sentinel.scope(), settings);
}

void read_master(const TableReader& sentinel, RedisSettings& settings) {
  if (sentinel.find("master") == nullptr) {
    sentinel.problem("master", "is missing: write the name that the sentinels watch it under");
    return;
  }
  const auto master = text_from(sentinel, "master");
  if (master && master->empty()) sentinel.problem("master", "is empty");
  settings.sentinel_master = master.value_or("");
}

}  // namespace

void read_sentinel(const toml::table& table, Findings& findings, RedisSettings& settings) {
  const Scope scope(findings, "[redis.sentinel] ");
  const TableReader sentinel(table, sentinel_keys, scope);
  read_hosts(sentinel, settings);
  read_master(sentinel, settings);
  settings.sentinel_username = text_from(sentinel, "username").value_or("");
  settings.sentinel_password = password_from(sentinel).value_or("");
  settings.sentinel_tls = sentinel.boolean("tls").value_or(false);
}

}  // namespace sidetick
