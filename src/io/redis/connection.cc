#include "io/redis/connection.h"

#include <csignal>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/error.h"
#include "core/redis/cluster.h"
#include "io/host/clock.h"
#include "io/host/silence.h"
#include "io/redis/dial.h"
#include "io/redis/login.h"
#include "io/redis/sentinel.h"

namespace sidetick {
namespace {

/// How long the server may be silent because of `command`: the timeout of WAIT.
Milliseconds waited_for(const Command& command) {
  const bool waits = command.size() == 3 && command[0] == "WAIT";
  return Milliseconds{waits ? std::stoll(command[2]) : 0};
}

/// So often is a cluster followed from one node to the next; more would be a circle.
constexpr int most_hops = 3;

class RedisConnection : public Connection {
 public:
  RedisConnection(const RedisSettings& settings, const Deadline& deadline, int* round_trips)
      : settings_(settings),
        deadline_(deadline),
        endpoint_(settings.endpoint),
        login_(login_commands(settings)),
        round_trips_(round_trips) {}

  void open_unix() { wire_ = dial_unix(settings_, deadline_); }

  /// `place` is for messages, "" for the address that the settings show.
  void open(const Endpoint& endpoint, const std::string& place) {
    endpoint_ = endpoint;
    wire_ = dial(settings_, endpoint, place, deadline_);
    login_ = login_commands(settings_);
  }

  /// Lets the login be answered at once, and not with the first exchange.
  void log_in(Milliseconds patience) { exchange_once({}, patience, {}); }

  void begin_run(const Deadline& deadline, int* round_trips) override {
    deadline_ = deadline;
    wire_->set_deadline(deadline);
    round_trips_ = round_trips;
    if (was_used_) login_ = reuse_commands(settings_);
    was_used_ = false;
  }

  void send_ahead(const std::vector<Command>& commands) override {
    ahead_.emplace(commands, host_clock());
    queue_with_login(commands);
    wire_->send();
  }

  std::optional<ClockTime> sent_at() const override {
    return ahead_ ? std::optional(ahead_->second) : std::nullopt;
  }

  int fd() const override { return wire_->fd(); }

  std::vector<Reply> exchange(const std::vector<Command>& commands) override {
    return exchange_while(commands, {});
  }

  std::vector<Reply> exchange_while(const std::vector<Command>& commands,
                                    const std::function<void()>& work) override {
    const bool first = !was_used_;
    auto replies = exchange_once(commands, silence(), work);
    for (int hop = 0; hop < most_hops; ++hop) {
      const auto node = moved_to(replies, endpoint_);
      if (!node) break;
      expect_hash_tag(settings_);
      // What was read and watched on this node does not hold on the other: the caller begins again.
      if (!first) break;
      open(*node, "node " + display(*node) + ": ");
      replies = exchange_once(commands, silence(), {});
    }
    return replies;
  }

  void send(const std::vector<Command>& commands) override {
    queue(commands);
    wire_->send();
  }

 private:
  /// A server that is silent for so long is given up while there is time to find another.
  Milliseconds silence() const { return deadline_.budget() / 3; }

  void queue(const std::vector<Command>& commands) {
    for (const auto& command : commands) {
      wire_->queue(command);
      asked_to_wait_ += waited_for(command);
    }
  }

  void queue_with_login(const std::vector<Command>& commands) {
    for (const auto& command : login_) wire_->queue(command);
    queue(commands);
  }

  std::vector<Reply> exchange_once(const std::vector<Command>& commands, Milliseconds patience,
                                   const std::function<void()>& work) {
    if (was_used_) Silence::restart();  // the server has answered what was asked before
    if (const auto ahead = std::exchange(ahead_, std::nullopt)) {
      if (ahead->first != commands) throw std::logic_error("what was sent ahead is not asked for");
    } else {
      queue_with_login(commands);
    }
    was_used_ = true;
    if (round_trips_) ++*round_trips_;
    auto replies = wire_->exchange(patience + std::exchange(asked_to_wait_, {}), work);
    check_login(std::exchange(login_, {}), replies);
    return replies;
  }

  const RedisSettings settings_;
  Deadline deadline_;
  Endpoint endpoint_;
  std::unique_ptr<Wire> wire_;
  std::vector<Command> login_;    // what the server has not answered yet of it
  Milliseconds asked_to_wait_{};  // by the commands that are under way
  bool was_used_ = false;
  std::optional<std::pair<std::vector<Command>, ClockTime>> ahead_;  // and when it was sent
  int* round_trips_;
};

}  // namespace

std::unique_ptr<Connection> connect(const RedisSettings& settings, const Deadline& deadline,
                                    int* round_trips) {
  // Neither hiredis nor OpenSSL sends with MSG_NOSIGNAL.
  std::signal(SIGPIPE, SIG_IGN);
  auto connection = std::make_unique<RedisConnection>(settings, deadline, round_trips);
  if (!settings.sentinels.empty()) {
    find_primary(settings, deadline, [&](const Endpoint& primary) {
      connection->open(primary, "primary " + display(primary) + ": ");
      connection->log_in(settings.connect_timeout);
    });
  } else if (!settings.unix_path.empty()) {
    connection->open_unix();
  } else {
    connection->open(settings.endpoint, "");
  }
  return connection;
}

}  // namespace sidetick
