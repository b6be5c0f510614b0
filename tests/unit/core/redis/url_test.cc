// Redis URLs, taken apart and refused.
#include "core/redis/url.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

using namespace sidetick;

namespace {

/// "rediss host=h port=1 user=u password=p db=2", without what is not set.
std::string parts(const std::string& text) {
  const RedisUrl url = parse_redis_url(text);
  std::string out = url.unix_path.empty()
                        ? (url.tls ? "tls " : "") + url.host + " " + std::to_string(url.port)
                        : "unix " + url.unix_path;
  if (!url.username.empty()) out += " user=" + url.username;
  if (!url.password.empty()) out += " password=" + url.password;
  if (url.database) out += " db=" + std::to_string(*url.database);
  return out;
}

std::string fault(const std::string& text) {
  try {
    parse_redis_url(text);
    return "";
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("a URL of each form") {
  CHECK(parts("redis://localhost") == "localhost 6379");
  CHECK(parts("redis://localhost/") == "localhost 6379");
  CHECK(parts("redis://10.0.0.1:6380/3") == "10.0.0.1 6380 db=3");
  CHECK(parts("rediss://redis.example.com:6380/0") == "tls redis.example.com 6380 db=0");
  CHECK(parts("redis://[::1]") == "::1 6379");
  CHECK(parts("redis://[fe80::1%25eth0]:7000/1") == "fe80::1%eth0 7000 db=1");
  CHECK(parts("redis://[fe80::1%eth0]") == "fe80::1%eth0 6379");
  CHECK(parts("valkey://h:7000/1") == "h 7000 db=1");
  CHECK(parts("valkeys://h") == "tls h 6379");
  CHECK(parts("unix:///run/redis.sock") == "unix /run/redis.sock");
  CHECK(parts("unix:///run/redis.sock?db=4") == "unix /run/redis.sock db=4");
  CHECK(parts("unix:///run/a%20b") == "unix /run/a b");
  CHECK(parts("redis+unix:///run/redis.sock?db=4") == "unix /run/redis.sock db=4");
  CHECK(parts("valkey+unix://u:p@/run/valkey.sock") == "unix /run/valkey.sock user=u password=p");
}

TEST_CASE("user and password, with percent signs and what else a password may hold") {
  CHECK(parts("redis://:secret@h") == "h 6379 password=secret");
  CHECK(parts("redis://user:secret@h") == "h 6379 user=user password=secret");
  CHECK(parts("redis://secret@h") == "h 6379 password=secret");
  CHECK(parts("redis://:a%40b%3Ac%2fd%25@h") == "h 6379 password=a@b:c/d%");
  CHECK(parts("redis://:a@b:c@h:1") == "h 1 password=a@b:c");
  CHECK(parts("redis://u%3Aser:@h") == "h 6379 user=u:ser");
  CHECK(parts("unix://user:secret@/run/redis.sock") ==
        "unix /run/redis.sock user=user password=secret");
}

TEST_CASE("what is wrong with a URL is said without a part of it") {
  CHECK(fault("") == "does not begin with redis://, rediss:// or unix://");
  CHECK(fault("redis+socket:///s") == "does not begin with redis://, rediss:// or unix://");
  for (const char* text :
       {" redis://h", "redis://h ", "redis://h\n", "\tunix:///s", "redis://h/0\r"}) {
    CAPTURE(text);
    CHECK(fault(text) == "has white space before or after it: take it away");
  }
  CHECK(fault("localhost:6379") == "does not begin with redis://, rediss:// or unix://");
  CHECK(fault("REDIS://h") == "does not begin with redis://, rediss:// or unix://");
  CHECK(fault("redis://") == "has no host");
  CHECK(fault("redis://:secret@:6379") == "has no host");
  const std::string cut =
      "has a / or ? before its @: write / within a user or password as %2F, and ? as %3F";
  CHECK(fault("redis://:se/cret@h:6379/0") == cut);
  CHECK(fault("redis://u:se?cret@h") == cut);
  CHECK(fault("redis://u:12/3@h") == cut);
  CHECK(fault("redis://h:") == "the port is not a number from 1 to 65535");
  CHECK(fault("redis://h:+1") == "the port is not a number from 1 to 65535");
  CHECK(fault("redis://[::1]x") == "the port is not a number from 1 to 65535");
  CHECK(fault("redis://::1") == "has no host");
  CHECK(fault("redis://fe80::1") == "the host has several colons: write an IPv6 address as [::1]");
  CHECK(fault("redis://h/1/2") == "the database is not a number from 0 to 999999");
  CHECK(fault("redis://h/1000000") == "the database is not a number from 0 to 999999");
  CHECK(
      fault("redis://:s%2@h") ==
      "the password has a % that is not followed by two hexadecimal digits: write % itself as %25");
}

TEST_CASE("a host and a port, as sentinels are named") {
  const Endpoint named = parse_host_port("[::1]:26380", 26379);
  CHECK(named.host == "::1");
  CHECK(named.port == 26380);
  CHECK(parse_host_port("sentinel-1.internal", 26379).port == 26379);
  CHECK_THROWS_WITH_AS(parse_host_port("a b", 26379),
                       "the host has a character that no host name has", std::invalid_argument);
}
