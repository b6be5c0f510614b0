#include "cli/output/json_text.h"

namespace sidetick {

const char* boolean_json(bool value) {
  return value ? "true" : "false";
}

std::string optional_json(const std::optional<Instant>& instant) {
  return instant ? "\"" + format_instant(*instant) + "\"" : "null";
}

}  // namespace sidetick
