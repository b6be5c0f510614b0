#include "core/redis/cluster.h"

#include <algorithm>
#include <charconv>

#include "core/error.h"
#include "core/redis/keys.h"
#include "core/text/json.h"

namespace sidetick {
namespace {

std::optional<Endpoint> read_redirect(std::string_view text, const Endpoint& asked) {
  const auto colon = text.rfind(':');
  const auto space = text.rfind(' ', colon);
  if (colon == std::string_view::npos || space == std::string_view::npos) return std::nullopt;
  Endpoint target{std::string(text.substr(space + 1, colon - space - 1)), 0};
  if (target.host.empty() || target.host == "?") target.host = asked.host;
  const auto digits = text.substr(colon + 1);
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), target.port);
  const bool is_port = error == std::errc{} && target.port > 0 && target.port < 65536;
  return is_port && end == digits.data() + digits.size() ? std::optional(target) : std::nullopt;
}

}  // namespace

std::optional<Endpoint> moved_to(const std::vector<Reply>& replies, const Endpoint& asked) {
  const auto moved =
      std::ranges::find_if(replies, [](const Reply& reply) { return reply.is_error("MOVED "); });
  if (moved == replies.end()) return std::nullopt;
  return read_redirect(moved->text, asked);
}

std::string_view hashed_part(std::string_view key) {
  const auto open = key.find('{');
  if (open == std::string_view::npos) return key;
  const auto close = key.find('}', open + 1);
  if (close == std::string_view::npos || close == open + 1) return key;
  return key.substr(open + 1, close - open - 1);
}

void expect_hash_tag(const RedisSettings& settings) {
  const Keys keys(settings);
  const std::string queues = keys.queues();
  const std::string schedules = keys.schedules();
  if (hashed_part(queues) != queues && hashed_part(queues) == hashed_part(schedules)) return;
  std::string name = settings.key_namespace;
  std::erase_if(name, [](char c) { return c == '{' || c == '}'; });
  if (name.empty()) name = "exq";
  throw Error(
      Exit::config,
      "Redis Cluster spreads the keys of namespace " + json_string(settings.key_namespace) +
          " over its nodes: make it a hash tag, namespace = " + json_string("{" + name + "}") +
          (settings.scheduler_prefix.empty() ? "" : ", and scheduler_prefix the same one"));
}

}  // namespace sidetick
