#include "core/redis/keys.h"

namespace sidetick {

namespace {

std::string with_colon(std::string_view name) {
  return name.empty() ? std::string() : std::string(name) + ":";
}

}  // namespace

Keys::Keys(std::string_view key_namespace, std::string_view scheduler_prefix)
    : namespace_(with_colon(key_namespace)),
      prefix_(scheduler_prefix.empty() ? namespace_ : with_colon(scheduler_prefix)) {}

}  // namespace sidetick
