#include "core/redis/url.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "core/text/ascii.h"

namespace sidetick {

namespace {

[[noreturn]] void fail(const std::string& message) {
  throw std::invalid_argument(message);
}

/// Cuts `text` at the first `separator` and returns what is before it; all of it when there is
/// none.
std::string_view take_until(std::string_view& text, std::string_view separators) {
  const std::size_t end = std::min(text.find_first_of(separators), text.size());
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(end);
  return taken;
}

std::optional<int> number_within(std::string_view text, int low, int high) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return number >= low && number <= high ? std::optional<int>(number) : std::nullopt;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decoded(std::string_view text, const char* part) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high < 0 ? -1 : hex_digit(text[i + 2]);
    if (low < 0) {
      fail(std::string("the ") + part +
           " has a % that is not followed by two hexadecimal digits: write % itself as %25");
    }
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

/// USER:PASSWORD, :PASSWORD or, as redis-cli and Ruby's redis-client have it, PASSWORD alone.
void read_user(std::string_view text, RedisUrl& url) {
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos) {
    url.username = percent_decoded(text.substr(0, colon), "user");
    text.remove_prefix(colon + 1);
  }
  url.password = percent_decoded(text, "password");
}

/// Reads USER:PASSWORD@ off the beginning of `text`, up to the last @ before the path.
void take_user(std::string_view& text, RedisUrl& url) {
  const std::size_t at = text.substr(0, text.find_first_of("/?#")).rfind('@');
  if (at == std::string_view::npos) return;
  read_user(text.substr(0, at), url);
  text.remove_prefix(at + 1);
}

int database_number(std::string_view text) {
  const auto database = number_within(text, 0, 999'999);
  if (!database) fail("the database is not a number from 0 to 999999");
  return *database;
}

void refuse_fragment(std::string_view text) {
  if (text.find('#') != std::string_view::npos) {
    fail("has a #: write # within a user or password as %23");
  }
}

/// Neither a host nor a database has one: it ends a user or password that was cut short.
void refuse_at(std::string_view text) {
  if (text.find('@') != std::string_view::npos) {
    fail("has a / or ? before its @: write / within a user or password as %2F, and ? as %3F");
  }
}

void read_unix(std::string_view text, RedisUrl& url) {
  take_user(text, url);
  refuse_fragment(text);
  url.unix_path = percent_decoded(take_until(text, "?"), "path");
  if (url.unix_path.empty() || url.unix_path[0] != '/') {
    fail("the path of the socket is not absolute: write unix:///run/redis.sock");
  }
  if (url.unix_path.find('\0') != std::string::npos) fail("the path has a NUL character");
  if (url.unix_path.size() > 107) fail("the path of the socket is longer than 107 bytes");
  if (text.empty()) return;
  if (text.substr(0, 4) != "?db=") fail("of ?NAME=VALUE only ?db=NUMBER is known, for unix://");
  url.database = database_number(text.substr(4));
}

void read_tcp(std::string_view text, RedisUrl& url) {
  take_user(text, url);
  refuse_fragment(text);
  refuse_at(text);
  const Endpoint address = parse_host_port(take_until(text, "/?"), 6379);
  url.host = address.host;
  url.port = address.port;
  const std::string_view path = take_until(text, "?");
  if (!text.empty()) {
    fail("has a ?: name the database as /NUMBER, other settings in [redis]");
  }
  if (path.size() > 1) url.database = database_number(path.substr(1));
}

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || c == '_';
}

bool is_ipv6_character(char c) {
  return hex_digit(c) >= 0 || c == ':' || c == '.' || c == '%';
}

std::string bracketed_host(std::string_view& text) {
  const std::size_t end = text.find(']');
  if (end == std::string_view::npos) fail("the host has a [ without its ]");
  const std::string_view host = text.substr(1, end - 1);
  const std::string_view address = host.substr(0, host.find('%'));
  if (address.find(':') == std::string_view::npos ||
      !std::all_of(address.begin(), address.end(), is_ipv6_character)) {
    fail("what is within [ ] is not an IPv6 address");
  }
  text.remove_prefix(end + 1);
  // RFC 6874: the % before a zone, as in fe80::1%eth0, is written %25.
  if (host.size() == address.size()) return std::string(host);
  const std::string_view zone = host.substr(address.size());
  return std::string(address) + "%" + std::string(zone.substr(zone.starts_with("%25") ? 3 : 1));
}

std::string plain_host(std::string_view& text) {
  const std::string_view host = take_until(text, ":");
  if (host.empty()) fail("has no host");
  if (text.find(':', 1) != std::string_view::npos) {
    fail("the host has several colons: write an IPv6 address as [::1]");
  }
  if (!std::all_of(host.begin(), host.end(), is_host_character)) {
    fail("the host has a character that no host name has");
  }
  return std::string(host);
}

constexpr std::array<std::string_view, 7> schemes{"redis", "rediss",     "valkey",     "valkeys",
                                                  "unix",  "redis+unix", "valkey+unix"};

}  // namespace

Endpoint parse_host_port(std::string_view text, int port) {
  Endpoint result{text.substr(0, 1) == "[" ? bracketed_host(text) : plain_host(text), port};
  if (text.empty()) return result;
  const auto number = text[0] == ':' ? number_within(text.substr(1), 1, 65535) : std::nullopt;
  if (!number) fail("the port is not a number from 1 to 65535");
  result.port = *number;
  return result;
}

RedisUrl parse_redis_url(std::string_view text) {
  if (has_space_around(text)) fail("has white space before or after it: take it away");
  RedisUrl url;
  const std::string_view scheme = text.substr(0, text.find("://"));
  const std::string_view rest = text.substr(std::min(text.size(), scheme.size() + 3));
  if (scheme.size() == text.size() || std::ranges::find(schemes, scheme) == schemes.end()) {
    fail("does not begin with redis://, rediss:// or unix://");
  }
  url.tls = scheme == "rediss" || scheme == "valkeys";
  if (scheme.ends_with("unix")) {
    read_unix(rest, url);
  } else {
    read_tcp(rest, url);
  }
  return url;
}

}  // namespace sidetick
