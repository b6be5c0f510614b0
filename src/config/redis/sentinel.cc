#include "config/redis/sentinel.h"

#include <array>
#include <stdexcept>

#include "config/redis/redis_answers.h"
#include "config/redis/secret.h"
#include "config/redis/tls.h"
#include "config/toml/table_reader.h"
#include "core/redis/url.h"
#include "core/text/ascii.h"
#include "core/text/quote.h"

namespace sidetick {

namespace {

constexpr std::array<std::string_view, 6> sentinel_keys{"hosts",    "master",        "username",
                                                        "password", "password_file", "tls"};
constexpr int sentinel_port = 26379;

/// `shown`: the text as a message may show it.
void add_host(const std::string& text, const std::string& shown, Place place, const Scope& scope,
              RedisSettings& settings) {
  try {
    settings.sentinels.push_back(parse_host_port(text, sentinel_port));
  } catch (const std::invalid_argument& error) {
    scope.problem(place, "hosts" + shown + ": " + error.what());
  }
}

/// From the environment or a file: one address, or several with commas or white space between.
void add_hosts_from(const TableReader& sentinel, const toml::node& source,
                    RedisSettings& settings) {
  const auto text = text_from_source(sentinel, "hosts", source);
  if (!text) return;
  const auto hosts = words_of(*text, ", \t\r\n");
  if (hosts.empty()) {
    sentinel.scope().problem(place_of(source), "hosts: is empty: name one sentinel at least");
  }
  for (const std::string_view host : hosts) {
    add_host(std::string(host), "", place_of(source), sentinel.scope(), settings);
  }
}

void read_host(const TableReader& sentinel, const toml::node& node, RedisSettings& settings) {
  if (const auto* text = node.as_string()) {
    add_host(text->get(), " " + quote(text->get()), place_of(node), sentinel.scope(), settings);
  } else if (node.is_table()) {
    add_hosts_from(sentinel, node, settings);
  } else {
    sentinel.scope().problem(
        place_of(node),
        "hosts must hold strings such as \"10.0.0.1:26379\", not " + describe(node));
  }
}

void read_hosts(const TableReader& sentinel, RedisSettings& settings) {
  const toml::node* node = sentinel.find("hosts");
  if (node == nullptr) {
    sentinel.problem("hosts", "is missing: write hosts = [\"10.0.0.1:26379\", …]");
    return;
  }
  if (node->is_table()) return add_hosts_from(sentinel, *node, settings);
  const toml::array* hosts = sentinel.array("hosts");
  if (hosts == nullptr) return;
  if (hosts->empty()) sentinel.problem("hosts", "is empty: name one sentinel at least");
  for (const toml::node& host : *hosts) read_host(sentinel, host, settings);
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

/// true: as [redis.tls] says; a table: settings of their own.
void read_own_tls(const TableReader& sentinel, FileProblems& findings, RedisSettings& settings) {
  const toml::node* tls = sentinel.find("tls");
  if (tls == nullptr || !tls->is_table()) {
    settings.sentinel_tls = sentinel.boolean("tls").value_or(false);
    return;
  }
  settings.sentinel_tls = true;
  settings.sentinel_tls_settings = read_tls(*tls->as_table(), findings, "[redis.sentinel.tls]");
}

}  // namespace

void read_sentinel(const toml::table& table, FileProblems& findings, RedisSettings& settings) {
  const Scope scope(findings, "[redis.sentinel] ");
  const TableReader sentinel(table, sentinel_keys, scope, sentinel_answer);
  read_hosts(sentinel, settings);
  read_master(sentinel, settings);
  settings.sentinel_username = text_from(sentinel, "username").value_or("");
  settings.sentinel_password = password_from(sentinel).value_or("");
  read_own_tls(sentinel, findings, settings);
}

}  // namespace sidetick
