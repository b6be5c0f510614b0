#include "config/redis/redis_answers.h"

#include <array>

#include "config/toml/key_answer.h"

namespace sidetick {

namespace {

constexpr std::string_view in_url = "write url = \"redis://HOST:PORT/0\"";
constexpr std::string_view with_tls = "write url = \"rediss://HOST:PORT/0\"";
constexpr std::string_view in_sentinel = "write it in [redis.sentinel]";
constexpr std::string_view in_tls = "write it in [redis.tls]";
constexpr std::string_view waits = "write connect_timeout, or deadline for the whole run";

constexpr std::array redis_answers{
    KeyAnswer{"host", in_url},
    KeyAnswer{"hostname", in_url},
    KeyAnswer{"port", in_url},
    KeyAnswer{"address", in_url},
    KeyAnswer{"uri", in_url},
    KeyAnswer{"scheme", in_url},
    KeyAnswer{"redis_url", in_url},
    KeyAnswer{"path", "write url = \"unix:///PATH/OF/SOCKET\""},
    KeyAnswer{"socket", "write url = \"unix:///PATH/OF/SOCKET\""},
    KeyAnswer{"db", "write database = 0"},
    KeyAnswer{"user", "write username"},
    KeyAnswer{"ssl", with_tls},
    KeyAnswer{"ssl_params", "write [redis.tls]"},
    KeyAnswer{"ca_file", in_tls},
    KeyAnswer{"cert_file", in_tls},
    KeyAnswer{"key_file", in_tls},
    KeyAnswer{"server_name", in_tls},
    KeyAnswer{"prefix", "write namespace, or scheduler_prefix for the scheduler's keys alone"},
    KeyAnswer{"key_prefix", "write scheduler_prefix"},
    KeyAnswer{"exq_namespace", "write namespace"},
    KeyAnswer{"sentinels", "write hosts in [redis.sentinel]"},
    KeyAnswer{"hosts", in_sentinel},
    KeyAnswer{"master", in_sentinel},
    KeyAnswer{"master_name", "write master in [redis.sentinel]"},
    KeyAnswer{"timeout", waits},
    KeyAnswer{"read_timeout", waits},
    KeyAnswer{"write_timeout", waits},
    KeyAnswer{"network_timeout", waits},
    KeyAnswer{"reconnect_attempts", "leave it out: a run tries again until its deadline"},
    KeyAnswer{"size", "leave it out: a run has one connection"},
    KeyAnswer{"pool_size", "leave it out: a run has one connection"},
};

constexpr std::array sentinel_answers{
    KeyAnswer{"name", "write master"},
    KeyAnswer{"master_name", "write master"},
    KeyAnswer{"group", "write master"},
    KeyAnswer{"sentinels", "write hosts"},
    KeyAnswer{"host", "write hosts = [\"HOST:PORT\", …]"},
    KeyAnswer{"port", "write hosts = [\"HOST:PORT\", …]"},
    KeyAnswer{"role", "leave it out: it is always the primary"},
};

}  // namespace

std::string redis_answer(std::string_view key, const toml::node&) {
  return answer_of(redis_answers, key);
}

std::string sentinel_answer(std::string_view key, const toml::node&) {
  return answer_of(sentinel_answers, key);
}

}  // namespace sidetick
