#include "core/doctor/info.h"

#include <limits>

#include "core/text/number.h"

namespace sidetick {

Info::Info(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || line[0] == '#') continue;
    fields_.emplace(line.substr(0, colon), line.substr(colon + 1));
  }
}

const std::string& Info::text(const std::string& field) const {
  static const std::string none;
  const auto found = fields_.find(field);
  return found == fields_.end() ? none : found->second;
}

std::optional<long long> Info::number(const std::string& field) const {
  using Limits = std::numeric_limits<long long>;
  return parse_number(text(field), Limits::min(), Limits::max());
}

}  // namespace sidetick
