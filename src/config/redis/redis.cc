#include "config/redis/redis.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <stdexcept>

#include "config/redis/redis_answers.h"
#include "config/redis/secret.h"
#include "config/redis/sentinel.h"
#include "config/redis/tls.h"
#include "config/redis/variable.h"
#include "config/toml/table_reader.h"
#include "core/redis/url.h"
#include "core/text/quote.h"

namespace sidetick {

namespace {

constexpr std::array<std::string_view, 12> redis_keys{
    "url",      "namespace",       "scheduler_prefix", "username",     "password", "password_file",
    "database", "connect_timeout", "deadline",         "min_replicas", "sentinel", "tls"};
constexpr DurationRange wait_range{Milliseconds{10}, std::chrono::hours{1}};

void take_url(const RedisUrl& url, RedisSettings& settings) {
  settings.tls = url.tls;
  settings.unix_path = url.unix_path;
  if (url.unix_path.empty()) settings.endpoint = {url.host, url.port};
  settings.username = url.username;
  settings.password = url.password;
  settings.database = url.database.value_or(0);
}

bool is_key_character(char c) {
  return static_cast<unsigned char>(c) > 0x20 && c != 0x7f;
}

/// A prefix of keys, without the colon that is put behind it.
void read_prefix(const TableReader& redis, const char* key, std::string& prefix) {
  const auto text = text_from(redis, key);
  if (!text) return;
  if (!text->empty() && text->back() == ':') {
    redis.problem(key, quote(*text) + ": ends with a colon, which is put there anyway: leave it");
  } else if (!std::all_of(text->begin(), text->end(), is_key_character)) {
    redis.problem(key, quote(*text) + ": has a space or a control character");
  } else {
    prefix = *text;
  }
}

void read_login(const TableReader& redis, RedisSettings& settings) {
  if (const auto username = text_from(redis, "username")) {
    if (!settings.username.empty()) redis.problem("username", "is in the URL too: keep one");
    settings.username = *username;
  }
  if (const auto password = password_from(redis)) {
    const char* key = redis.find("password") == nullptr ? "password_file" : "password";
    if (!settings.password.empty()) redis.problem(key, "is in the URL too: keep one");
    settings.password = *password;
  }
}

void read_numbers(const TableReader& redis, bool url_has_database, RedisSettings& settings) {
  if (const auto database = redis.integer("database", 0, 999'999)) {
    if (url_has_database) redis.problem("database", "is in the URL too: keep one");
    settings.database = static_cast<int>(*database);
  }
  if (const auto least = redis.integer("min_replicas", 0, 1000)) {
    settings.min_replicas = static_cast<int>(*least);
  }
  redis.take_written("connect_timeout", redis.duration("connect_timeout", wait_range),
                     settings.connect_timeout, settings.written_connect_timeout);
  redis.take_written("deadline", redis.duration("deadline", wait_range), settings.deadline,
                     settings.written_deadline);
}

/// `$REDIS_URL` or `${REDIS_URL}` as it stands, which shells and templates replace. Its name holds
/// no secret, and is shown.
bool refuse_variable(const TableReader& redis, const std::string& url) {
  const std::string name = variable_name(url);
  if (name.empty()) return false;
  redis.problem("url", "names a variable, which is not put in its place: write url = { env = " +
                           quote(name) + " }");
  return true;
}

/// Where Redis is: the URL of the table, else $REDIS_URL. True when there is one, and it is right.
bool read_address(const TableReader& redis, FileProblems& findings, RedisSettings& settings) {
  if (redis.find("url") == nullptr) {
    read_redis_environment(findings, settings);
    return std::getenv("REDIS_URL") != nullptr;
  }
  const auto url = url_from(redis);
  if (!url || refuse_variable(redis, *url)) return false;
  try {
    take_url(parse_redis_url(*url), settings);
    return true;
  } catch (const std::invalid_argument& error) {
    // A URL may hold a password: no part of it is ever shown.
    redis.problem("url", source_of(redis, "url") + ": " + error.what());
    return false;
  }
}

void expect_tls(const TableReader& redis, const RedisSettings& settings) {
  if (!settings.tls) {
    redis.problem("tls", "is set, but the URL is not one with TLS: write rediss://");
  }
}

}  // namespace

void read_redis(const toml::table& table, FileProblems& findings, RedisSettings& settings) {
  const Scope scope(findings, "[redis] ");
  const TableReader redis(table, redis_keys, scope, redis_answer);
  const toml::table* sentinel = redis.table("sentinel");
  bool has_url = false;
  if (sentinel == nullptr) {
    has_url = read_address(redis, findings, settings);
  } else {
    if (redis.find("url") != nullptr) {
      redis.problem("url",
                    "and [redis.sentinel] exclude each other: the sentinels know the address");
    }
    read_sentinel(*sentinel, findings, settings);
  }
  read_login(redis, settings);
  read_numbers(redis, has_url && settings.database != 0, settings);
  read_prefix(redis, "namespace", settings.key_namespace);
  read_prefix(redis, "scheduler_prefix", settings.scheduler_prefix);
  if (const toml::table* tls = redis.table("tls")) {
    settings.tls_settings = read_tls(*tls, findings, "[redis.tls]");
    if (sentinel != nullptr) settings.tls = true;
    if (sentinel == nullptr && has_url) expect_tls(redis, settings);
  }
}

void read_redis_environment(FileProblems& findings, RedisSettings& settings) {
  const char* url = std::getenv("REDIS_URL");
  if (url == nullptr || *url == '\0') return;
  try {
    take_url(parse_redis_url(url), settings);
  } catch (const std::invalid_argument& error) {
    findings.problems.push_back({"", 0, 0, std::string("$REDIS_URL: ") + error.what()});
    findings.unusable = true;
  }
}

}  // namespace sidetick
