#include "core/redis/error_reply.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace sidetick {
namespace {

/// What to do about an error.
enum class Remedy { retry, wait_a_minute, permit, mend_data, configure };

/// An error reply that begins with `prefix`, in the words of the operator.
struct Meaning {
  std::string_view prefix;
  Remedy remedy;
  std::string_view words;
};

constexpr std::string_view proxy_words =
    "a proxy stands before Redis that does not have it: WATCH, MULTI and EXEC are needed, which "
    "twemproxy and Envoy do not have; connect to Redis itself";

constexpr std::string_view shared_words =
    "a proxy stands before Redis that shares its connections, and mixes what others send into a "
    "transaction; connect to Redis itself";

constexpr std::string_view lost_words = "the proxy has lost Redis";

// The first prefix that fits counts.
constexpr std::array meanings{
    Meaning{"LOADING", Remedy::retry, "Redis is still loading its data"},
    Meaning{"READONLY", Remedy::retry, "this Redis is a replica, not the primary"},
    Meaning{"MASTERDOWN", Remedy::retry, "this Redis is a replica that has lost its primary"},
    Meaning{"NOREPLICAS", Remedy::retry, "Redis takes no writes, for it has too few replicas"},
    Meaning{"TRYAGAIN", Remedy::retry, "the keys are being moved to another node"},
    Meaning{"CLUSTERDOWN", Remedy::retry, "the cluster is down"},
    Meaning{"MOVED ", Remedy::retry, "the keys have moved to another node"},
    Meaning{"ASK ", Remedy::retry, "the keys are being moved to another node"},
    Meaning{"BUSY ", Remedy::retry, "Redis is busy with a script"},
    Meaning{"UNBLOCKED", Remedy::retry, "Redis has become a replica"},
    Meaning{"ERR WAIT cannot be used with replica", Remedy::retry, "Redis has become a replica"},
    Meaning{"ERR Cluster is not yet configured", Remedy::retry, "the cluster is being set up"},
    Meaning{"ERR max number of clients", Remedy::retry, "Redis has no connection to spare"},
    Meaning{"ERR max concurrent connections", Remedy::retry, "Redis has no connection to spare"},
    Meaning{"upstream failure", Remedy::retry, lost_words},
    Meaning{"upstream protocol error", Remedy::retry, lost_words},
    Meaning{"ERR Connection ", Remedy::retry, lost_words},
    Meaning{"ERR Host is ", Remedy::retry, lost_words},
    Meaning{"ERR No route to host", Remedy::retry, lost_words},
    Meaning{"no upstream host", Remedy::retry, "the proxy has no Redis to hand this to"},
    Meaning{"Fault Injected", Remedy::retry, "the proxy is told to fail now and then"},
    Meaning{"ERR external authentication failed", Remedy::retry,
            "the proxy could not ask who may log in"},
    Meaning{"ERR max daily request limit", Remedy::wait_a_minute,
            "the quota of this Redis is used up"},
    Meaning{"ERR max requests limit", Remedy::wait_a_minute, "the quota of this Redis is used up"},
    Meaning{"OOM", Remedy::wait_a_minute,
            "Redis is full: it has reached maxmemory and may evict nothing"},
    Meaning{"ERR Out of memory", Remedy::wait_a_minute, "Redis is out of memory"},
    Meaning{"ERR DB capacity quota", Remedy::wait_a_minute,
            "Redis is full: the capacity of its plan is used up"},
    Meaning{"MISCONF", Remedy::wait_a_minute,
            "Redis takes no writes, for it cannot save its data to disk"},
    Meaning{"EXECABORT", Remedy::wait_a_minute, "Redis discarded the transaction"},
    Meaning{"NOAUTH", Remedy::permit, "Redis wants a password"},
    Meaning{"ERR operation not permitted", Remedy::permit, "Redis wants a password"},
    Meaning{"WRONGPASS", Remedy::permit, "user or password is wrong, or the user is disabled"},
    Meaning{"ERR invalid password", Remedy::permit, "the password is wrong"},
    Meaning{"NOPERM", Remedy::permit, "the ACL of this user does not allow it"},
    Meaning{"DENIED", Remedy::permit, "Redis is in protected mode and takes local clients alone"},
    Meaning{"ERR unknown command", Remedy::permit,
            "this server lacks the command or has renamed it; Redis 6.2 or later is needed"},
    Meaning{"ERR max request size", Remedy::permit,
            "a command is larger than the plan of this Redis allows"},
    Meaning{"ERR EXEC without MULTI", Remedy::permit, shared_words},
    Meaning{"ERR DISCARD without MULTI", Remedy::permit, shared_words},
    Meaning{"ERR MULTI calls can not be nested", Remedy::permit, shared_words},
    Meaning{"ERR WATCH inside MULTI", Remedy::permit, shared_words},
    Meaning{"unsupported command", Remedy::permit, proxy_words},
    Meaning{"ERR unsupported command", Remedy::permit, proxy_words},
    Meaning{"WRONGTYPE", Remedy::mend_data, "the key holds a value of the wrong type"},
    Meaning{"CROSSSLOT", Remedy::configure,
            "Redis Cluster wants all keys on one node: make the namespace a hash tag, \"{exq}\""},
    Meaning{"ERR DB index", Remedy::configure, "Redis has no database of this number"},
    Meaning{"ERR invalid DB index", Remedy::configure, "Redis has no database of this number"},
    Meaning{"ERR Only 0th database", Remedy::configure, "this Redis has database 0 alone"},
    Meaning{"ERR SELECT is not allowed", Remedy::configure, "Redis Cluster has database 0 alone"},
};

constexpr std::array keyless{"ACL",      "ASKING", "AUTH",    "CLIENT",   "DISCARD", "EXEC",
                             "HELLO",    "MULTI",  "PING",    "READONLY", "ROLE",    "SELECT",
                             "SENTINEL", "TIME",   "UNWATCH", "WAIT"};

bool begins_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

bool is(const Command& command, std::string_view name) {
  return !command.empty() && command[0] == name;
}

/// Text of a server, fit for one line on a terminal or in a log.
std::string printable(std::string_view text) {
  constexpr std::size_t longest = 200;
  std::string result(text.substr(0, longest));
  for (char& c : result) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  }
  while (!result.empty() && (result.back() == '.' || result.back() == ' ')) result.pop_back();
  return result;
}

/// The server's words in parentheses. A server without AUTH answers with the arguments it was
/// given, password included: of replies to AUTH only the code is shown.
std::string in_parentheses(const Command& command, const Reply& reply) {
  if (is(command, "AUTH"))
    return " (" + printable(reply.text.substr(0, reply.text.find(' '))) + ")";
  return " (" + printable(reply.text) + ")";
}

/// EXEC itself refused, by an ACL for example, is told as an aborted transaction with the reason.
std::string_view without_abort(std::string_view text) {
  constexpr std::string_view aborted = "EXECABORT Transaction discarded because of: ";
  return begins_with(text, aborted) ? text.substr(aborted.size()) : text;
}

const Meaning* find_meaning(const Reply& reply) {
  auto found = std::find_if(meanings.begin(), meanings.end(), [&](const Meaning& meaning) {
    return begins_with(without_abort(reply.text), meaning.prefix);
  });
  return found == meanings.end() ? nullptr : &*found;
}

Exit exit_of(Remedy remedy) {
  switch (remedy) {
    case Remedy::retry:
    case Remedy::wait_a_minute:
      return Exit::temporary;
    case Remedy::permit:
      return Exit::refused;
    case Remedy::mend_data:
      return Exit::data;
    case Remedy::configure:
      return Exit::config;
  }
  return Exit::internal;
}

}  // namespace

std::string describe(const Command& command) {
  if (command.empty()) return "connection";
  const bool has_key =
      command.size() > 1 && std::find(keyless.begin(), keyless.end(), command[0]) == keyless.end();
  std::string text = printable(command[0]);
  if (has_key) text += " \"" + printable(command[1]) + "\"";
  if (is(command, "WATCH") && command.size() > 2) {
    text += " and " + std::to_string(command.size() - 2) + " more";
  }
  return text;
}

ReplyMeaning meaning_of(const Command& command, const Reply& reply) {
  const Meaning* meaning = find_meaning(reply);
  const std::string end = in_parentheses(command, reply);
  if (meaning) {
    return {exit_of(meaning->remedy), meaning->remedy == Remedy::retry,
            describe(command) + ": " + std::string(meaning->words) + end};
  }
  if (is(command, "AUTH")) {
    return {Exit::refused, false,
            "AUTH: Redis refuses to authenticate; is a password set on the server?" + end};
  }
  return {Exit::refused, false,
          describe(command) +
              ": refused for a reason that is not known; is this Redis 6.2 or later, without a "
              "proxy?" +
              end};
}

void throw_reply_error(const Command& command, const Reply& reply) {
  const auto meaning = meaning_of(command, reply);
  if (meaning.passes) throw NotReady(meaning.text);
  throw Error(meaning.exit, meaning.text);
}

}  // namespace sidetick
