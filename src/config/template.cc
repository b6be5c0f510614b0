#include "config/template.h"

#include "core/job/placeholders.h"
#include "core/text/json.h"

namespace sidetick {

namespace {

void check_strings(const toml::node& node, const Timing& timing, const Scope& scope) {
  if (const auto* array = node.as_array()) {
    for (const auto& element : *array) check_strings(element, timing, scope);
  } else if (const auto* table = node.as_table()) {
    for (const auto& [key, value] : *table) check_strings(value, timing, scope);
  } else if (const auto* text = node.as_string()) {
    const auto problem = template_problem(json_string(text->get()), timing);
    if (problem) scope.problem(place_of(node), *problem);
  }
}

}  // namespace

void check_templates(const TableReader& table, const Schedule& schedule) {
  const toml::node* args = table.find("args");
  if (args == nullptr || !schedule.job.has_placeholders) return;
  check_strings(*args, schedule.timing, table.scope());
}

}  // namespace sidetick
