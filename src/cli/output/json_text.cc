#include "cli/output/json_text.h"

namespace sidetick {

std::string optional_json(const std::optional<Instant>& instant) {
  return instant ? "\"" + format_instant(*instant) + "\"" : "null";
}

}  // namespace sidetick
