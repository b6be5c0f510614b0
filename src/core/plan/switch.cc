#include "core/plan/switch.h"

#include <nlohmann/json.hpp>

#include "core/text/json.h"
#include "core/text/untrusted_json.h"

namespace sidetick {

bool switched_on(const std::optional<std::string>& state_text, std::vector<Note>& notes) {
  if (!state_text) return true;
  auto state = parse_foreign_json(*state_text);
  if (state.is_object() && !state.contains("enabled")) return true;
  if (state.is_object() && state["enabled"].is_boolean()) return state["enabled"].get<bool>();
  notes.push_back(
      {true, "its state " + json_string(*state_text) +
                 " in Redis is not {\"enabled\":true} or {\"enabled\":false}: it counts "
                 "as enabled; flip the switch on the web page, or HDEL it with redis-cli"});
  return true;
}

std::string switched_state(const std::optional<std::string>& state, bool on) {
  auto json = parse_foreign_json_in_order(state.value_or("{}"));
  if (!json.is_object()) json = nlohmann::ordered_json::object();
  json["enabled"] = on;
  return json.dump();
}

}  // namespace sidetick
