#include "io/redis/sentinel.h"

#include <optional>
#include <set>

#include "core/error.h"
#include "core/redis/error_reply.h"
#include "core/text/json.h"
#include "core/text/number.h"
#include "io/redis/dial.h"
#include "io/redis/login.h"

namespace sidetick {
namespace {

/// The settings for talking to the sentinels themselves.
RedisSettings sentinel_settings(const RedisSettings& settings) {
  RedisSettings own = settings;
  own.tls = settings.sentinel_tls;
  own.username = settings.sentinel_username;
  own.password = settings.sentinel_password;
  if (settings.sentinel_tls_settings) own.tls_settings = *settings.sentinel_tls_settings;
  return own;
}

/// The address in a reply of `["10.0.0.1", "6379"]`; nothing for nil.
std::optional<Endpoint> read_address(const Command& command, const Reply& reply) {
  if (reply.is_error()) throw_reply_error(command, reply);
  if (reply.is_nil()) return std::nullopt;
  if (!reply.is_array() || reply.elements.size() != 2) throw NotReady("the answer is no address");
  const auto port = parse_number(reply.elements[1].text, 1, 65535);
  if (!port) throw NotReady("the answer is no address");
  return Endpoint{reply.elements[0].text, static_cast<int>(*port)};
}

std::optional<Endpoint> ask(const RedisSettings& own, const Endpoint& sentinel,
                            const Deadline& deadline) {
  auto wire = dial(own, sentinel, "", deadline);
  const Command question{"SENTINEL", "GET-MASTER-ADDR-BY-NAME", own.sentinel_master};
  const auto auth = auth_command(own);
  if (auth) wire->queue(*auth);
  wire->queue(question);
  const auto replies = wire->exchange(deadline.budget());
  if (auth && replies[0].is_error()) throw_reply_error(*auth, replies[0]);
  return read_address(question, replies.back());
}

class Search {
  using Cause = ConnectionLost::Cause;

 public:
  Search(const RedisSettings& settings, const Deadline& deadline)
      : settings_(settings), own_(sentinel_settings(settings)), deadline_(deadline) {}

  /// What `sentinel` says; nothing when it says nothing, which is noted.
  std::optional<Endpoint> ask_one(const Endpoint& sentinel) {
    const std::string name = "sentinel " + display(sentinel) + ": ";
    const Deadline deadline = deadline_.within(settings_.connect_timeout);
    try {
      auto primary = ask(own_, sentinel, deadline);
      if (!primary) ++without_name_;
      return primary;
    } catch (const NotReady& trouble) {
      answered_ = true;
      note(name + trouble.what());
    } catch (const ConnectionLost& lost) {
      note(name + lost.what());
      weigh(lost);
    } catch (const Error& error) {
      note(name + error.what());
      // One that is silent for as long as it may be has refused nothing.
      if (!deadline.passed()) note_refusal(Error(error.exit, name + error.what()));
    }
    return std::nullopt;
  }

  /// True when `accept` takes what a sentinel named.
  bool offer(const Endpoint& primary, const std::function<void(const Endpoint&)>& accept) {
    if (!offered_.insert(display(primary)).second) return false;
    try {
      accept(primary);
      return true;
    } catch (const NotReady& trouble) {
      answered_ = true;
      note("primary " + display(primary) + ": " + trouble.what());
    } catch (const ConnectionLost& lost) {
      note(lost.what());
      weigh(lost);
    }
    return false;
  }

  [[noreturn]] void give_up() const {
    const std::string master = json_string(settings_.sentinel_master);
    if (without_name_ == settings_.sentinels.size()) {
      throw Error(Exit::config, "no sentinel knows a primary by the name of " + master);
    }
    if (refusal_ && offered_.empty()) throw Error(*refusal_);
    if (answered_) throw NotReady(troubles_);
    throw ConnectionLost(troubles_, cause());
  }

 private:
  /// Sentinels are configured one by one: a password or certificate that one refuses, another may
  /// take. But a file of ours that is wrong is wrong for all of them.
  void note_refusal(const Error& error) {
    if (error.exit == Exit::config) throw Error(error);
    if (!refusal_) refusal_ = error;
  }

  void note(const std::string& trouble) { troubles_ += (troubles_.empty() ? "" : "; ") + trouble; }

  void weigh(const ConnectionLost& lost) {
    if (lost.cause == Cause::refused) ++refusals_;
    if (lost.cause == Cause::shortage) is_short_ = true;
  }

  /// Refused: each sentinel, and none of them named an address.
  Cause cause() const {
    if (is_short_) return Cause::shortage;
    const bool all = offered_.empty() && refusals_ == settings_.sentinels.size();
    return all ? Cause::refused : Cause::passing;
  }

  const RedisSettings& settings_;
  const RedisSettings own_;
  const Deadline& deadline_;
  std::set<std::string> offered_;
  std::string troubles_;
  std::size_t without_name_ = 0;
  std::size_t refusals_ = 0;
  bool is_short_ = false;
  std::optional<Error> refusal_;  // the first one
  bool answered_ = false;
};

}  // namespace

void find_primary(const RedisSettings& settings, const Deadline& deadline,
                  const std::function<void(const Endpoint&)>& accept) {
  Search search(settings, deadline);
  for (const auto& sentinel : settings.sentinels) {
    const auto primary = search.ask_one(sentinel);
    if (primary && search.offer(*primary, accept)) return;
  }
  search.give_up();
}

}  // namespace sidetick
