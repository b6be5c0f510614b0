#include "core/redis/cluster.h"

#include <doctest/doctest.h>

#include "core/error.h"

using namespace sidetick;

namespace {

std::string target(const std::string& text) {
  const auto node = moved_to({{Reply::Type::error, 0, text, {}}}, {"asked.example", 6379});
  return node ? node->host + " " + std::to_string(node->port) : "none";
}

std::string refusal(const std::string& key_namespace, const std::string& scheduler_prefix) {
  RedisSettings settings;
  settings.key_namespace = key_namespace;
  settings.scheduler_prefix = scheduler_prefix;
  try {
    expect_hash_tag(settings);
  } catch (const Error& error) {
    return std::to_string(static_cast<int>(error.exit)) + ": " + error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("MOVED names the node to ask") {
  CHECK(target("MOVED 3999 127.0.0.1:6381") == "127.0.0.1 6381");
  CHECK(target("MOVED 3999 redis-2.example:6381") == "redis-2.example 6381");
  CHECK(target("MOVED 3999 ::1:6381") == "::1 6381");
  SUBCASE("a node that does not know its name is the one that was asked") {
    CHECK(target("MOVED 3999 :6381") == "asked.example 6381");
    CHECK(target("MOVED 3999 ?:6381") == "asked.example 6381");
  }
  SUBCASE("anything else names none") {
    for (const char* text :
         {"MOVED 3999", "MOVED ", "MOVED 3999 host:", "MOVED 3999 host:0", "MOVED 3999 host:65536",
          "MOVED 3999 host:63x", "ASK 3999 127.0.0.1:6381"}) {
      CAPTURE(text);
      CHECK(target(text) == "none");
    }
  }
}

TEST_CASE("the first non-empty pair of braces decides the slot") {
  CHECK(hashed_part("{exq}:queues") == "exq");
  CHECK(hashed_part("a{exq}:{b}") == "exq");
  CHECK(hashed_part("exq:queues") == "exq:queues");
  CHECK(hashed_part("{}:queues") == "{}:queues");
  CHECK(hashed_part("{exq") == "{exq");
}

TEST_CASE("in a cluster the namespace has to be a hash tag") {
  CHECK(refusal("{exq}", "") == "");
  CHECK(refusal("{exq}", "{exq}:other") == "");
  CHECK(
      refusal("exq", "") ==
      "78: Redis Cluster spreads the keys of namespace \"exq\" over its nodes: make it a hash tag, "
      "namespace = \"{exq}\"");
  CHECK(refusal("", "") ==
        "78: Redis Cluster spreads the keys of namespace \"\" over its nodes: make it a hash tag, "
        "namespace = \"{exq}\"");
  CHECK(refusal("{exq}", "other").substr(0, 3) == "78:");
  SUBCASE("what is suggested is one whatever braces there were") {
    for (const char* wrong : {"{exq", "{}exq", "}exq{"}) {
      CAPTURE(wrong);
      CHECK(refusal(wrong, "").find(R"(namespace = "{exq}")") != std::string::npos);
    }
    CHECK(refusal("{}", "").find(R"(namespace = "{exq}")") != std::string::npos);
  }
}
