#include "config/allow.h"

#include <string>
#include <vector>

#include "core/text/quote.h"
#include "core/text/suggest.h"

namespace sidetick {

namespace {

std::string names_of(RuleOf place) {
  std::string text;
  for (const RuleInfo& info : rule_infos) {
    if (info.of == place || info.of == RuleOf::both)
      text += (text.empty() ? "" : ", ") + std::string(info.name);
  }
  return text;
}

std::string unknown_rule(const std::string& name, RuleOf place) {
  std::vector<std::string_view> names;
  names.reserve(rule_infos.size());
  for (const RuleInfo& info : rule_infos) names.push_back(info.name);
  const std::string meant = did_you_mean(name, names);
  return "allow " + quote(name) + ": is not a warning" +
         (meant.empty() ? ": allowed are " + names_of(place) : meant);
}

std::string misplaced_rule(const std::string& name, RuleOf place) {
  return "allow " + quote(name) +
         (place == RuleOf::file
              ? ": is a warning of schedules: write it in [defaults], or in the schedule"
              : ": is a warning of the file: write it at the top, before any table");
}

void read_name(const TableReader& table, const toml::node& node, RuleOf place, RuleSet& set) {
  const auto* name = node.as_string();
  const Scope& scope = table.scope();
  if (name == nullptr) {
    scope.problem(place_of(node),
                  "allow must hold strings such as \"disabled\", not " + describe(node));
    return;
  }
  const auto rule = find_rule(name->get());
  if (!rule) {
    scope.problem(place_of(node), unknown_rule(name->get(), place));
  } else if (rule->of != place && rule->of != RuleOf::both) {
    scope.problem(place_of(node), misplaced_rule(name->get(), place));
  } else {
    set.add(rule->rule);
  }
}

}  // namespace

std::optional<RuleSet> read_allow(const TableReader& table, RuleOf place) {
  const toml::array* names = table.array("allow");
  if (names == nullptr) return {};
  RuleSet set;
  for (const toml::node& name : *names) read_name(table, name, place, set);
  return set;
}

}  // namespace sidetick
