#include "core/doctor/access.h"

#include "core/fault.h"
#include "core/redis/error_reply.h"
#include "core/text/ascii.h"

namespace sidetick {

namespace {

/// The part of a scheduler's key that stands before its own name.
std::string prefix_of_scheduler(const Keys& keys) {
  const std::string key = keys.cursors();
  return key.substr(0, key.size() - std::string_view("sidetick:cursors").size());
}

/// The pattern that `key` is to fit: that of its prefix, or of its first word where it has none.
std::string pattern(const Keys& keys, const std::string& key) {
  for (const auto& prefix : {prefix_of_scheduler(keys), keys.name_prefix()}) {
    if (!prefix.empty() && key.starts_with(prefix)) return "~" + prefix + "*";
  }
  const auto colon = key.find(':');
  return "~" + (colon == std::string::npos ? key : key.substr(0, colon + 1) + "*");
}

/// "+client|setname": of a command with subcommands the one is enough.
std::string command_rule(const Command& command) {
  std::string name = command[0];
  if (name == "CLIENT") name += "|" + command[1];
  return "+" + lower_case(name);
}

}  // namespace

Access::Access(const RedisSettings& settings)
    : user(settings.username.empty() ? "default" : settings.username), keys(settings) {}

bool refuses_key(const Reply& refusal) {
  return refusal.text.find("access") != std::string::npos &&
         refusal.text.find("key") != std::string::npos;
}

std::string Access::missing_rule(const Command& command, const Reply& refusal) const {
  if (refusal.text.find("NOPERM") == std::string::npos) return "";
  const bool key = refuses_key(refusal) && command.size() > 1;
  return key ? pattern(keys, command[1]) : command_rule(command);
}

std::string Access::line(const std::vector<std::string>& rules) const {
  if (rules.empty()) return "";
  std::string text = "ACL SETUSER " + user;
  for (const auto& rule : rules) text += " " + rule;
  return text;
}

std::vector<Reply> ask_allowed(Redis& redis, const Access& access,
                               const std::vector<Command>& commands) {
  auto replies = redis.exchange(commands);
  std::string what;
  std::vector<std::string> rules;
  for (std::size_t i = 0; i < commands.size(); ++i) {
    const Reply& reply = replies.at(i);
    if (!reply.is_error() || reply.is_error("WRONGTYPE")) continue;
    if (what.empty()) what = meaning_of(commands[i], reply).text;
    const auto rule = access.missing_rule(commands[i], reply);
    if (!rule.empty()) add_once(rules, rule);
  }
  if (!what.empty()) throw NotAllowed(what, access.line(rules));
  return replies;
}

}  // namespace sidetick
