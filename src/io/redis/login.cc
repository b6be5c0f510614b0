#include "io/redis/login.h"

#include <unistd.h>

#include <array>
#include <cctype>
#include <utility>

#include "core/redis/error_reply.h"

namespace sidetick {
namespace {

/// "sidetick:HOST", of the characters that CLIENT SETNAME takes.
std::string client_name() {
  std::array<char, 256> host{};
  if (gethostname(host.data(), host.size() - 1) != 0) return "sidetick";
  std::string name = std::string("sidetick:") + host.data();
  for (char& c : name) {
    if (!std::isgraph(static_cast<unsigned char>(c))) c = '-';
  }
  return name;
}

void check_role(const Reply& reply) {
  if (reply.is_array() && !reply.elements.empty() && reply.elements[0].text == "master") return;
  throw NotReady("the server is a replica, though a sentinel names it the primary");
}

void check(const Command& command, const Reply& reply) {
  // The name is a courtesy to the operator: an ACL may forbid it.
  if (command[0] == "CLIENT") return;
  // Inside a transaction MULTI is refused, and outside of one it makes DISCARD right.
  if (command[0] == "MULTI") return;
  if (command[0] == "DISCARD" && reply.is_error()) {
    throw ConnectionLost("the connection is not as the last run left it: " + reply.text);
  }
  if (reply.is_error()) throw_reply_error(command, reply);
  if (command[0] == "ROLE") check_role(reply);
}

}  // namespace

std::optional<Command> auth_command(const RedisSettings& settings) {
  // A user may have no password (ACL nopass): without AUTH, commands would be the default user's.
  if (!settings.username.empty()) return Command{"AUTH", settings.username, settings.password};
  if (!settings.password.empty()) return Command{"AUTH", settings.password};
  return std::nullopt;
}

std::vector<Command> login_commands(const RedisSettings& settings) {
  std::vector<Command> commands;
  if (auto auth = auth_command(settings)) commands.push_back(std::move(*auth));
  commands.push_back({"CLIENT", "SETNAME", client_name()});
  if (settings.database != 0) commands.push_back({"SELECT", std::to_string(settings.database)});
  if (!settings.sentinels.empty()) commands.push_back({"ROLE"});
  return commands;
}

std::vector<Command> reuse_commands(const RedisSettings& settings) {
  std::vector<Command> commands{{"MULTI"}, {"DISCARD"}};
  if (!settings.sentinels.empty()) commands.push_back({"ROLE"});
  return commands;
}

void check_login(const std::vector<Command>& login, std::vector<Reply>& replies) {
  for (std::size_t i = 0; i < login.size(); ++i) check(login[i], replies.at(i));
  replies.erase(replies.begin(), replies.begin() + static_cast<std::ptrdiff_t>(login.size()));
}

}  // namespace sidetick
