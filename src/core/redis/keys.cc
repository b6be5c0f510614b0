#include "core/redis/keys.h"

#include "core/redis/settings.h"

namespace sidetick {

namespace {

std::string with_colon(std::string_view name) {
  return name.empty() ? std::string() : std::string(name) + ":";
}

/// As sidekiq-scheduler's key_prefix.
std::string with_separator(std::string_view prefix) {
  return prefix.ends_with('.') ? std::string(prefix) : with_colon(prefix);
}

}  // namespace

Keys::Keys(const RedisSettings& settings)
    : Keys(settings.key_namespace, settings.scheduler_prefix) {}

Keys::Keys(std::string_view key_namespace, std::string_view scheduler_prefix)
    : namespace_(with_colon(key_namespace)),
      prefix_(scheduler_prefix.empty() ? namespace_ : with_separator(scheduler_prefix)) {}

}  // namespace sidetick
