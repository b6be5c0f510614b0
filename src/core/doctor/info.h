// What INFO says, by field.
//
// Source:  INFO of Redis 6.2 to 8 and Valkey 8: lines of `field:value`, and headings after `#`.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace sidetick {

class Info {
 public:
  explicit Info(std::string_view text);

  /// "" when there is no such field.
  const std::string& text(const std::string& field) const;
  std::optional<long long> number(const std::string& field) const;

 private:
  std::map<std::string, std::string> fields_;
};

}  // namespace sidetick
