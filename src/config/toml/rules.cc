#include "config/toml/rules.h"

#include <algorithm>

namespace sidetick {

std::string_view rule_name(Rule rule) {
  const auto* found = std::ranges::find(rule_infos, rule, &RuleInfo::rule);
  return found == rule_infos.end() ? std::string_view() : found->name;
}

std::optional<RuleInfo> find_rule(std::string_view name) {
  const auto* found = std::ranges::find(rule_infos, name, &RuleInfo::name);
  if (found == rule_infos.end()) return {};
  return *found;
}

}  // namespace sidetick
