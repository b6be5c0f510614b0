#include "io/redis/kept_connection.h"

#include <stdexcept>

#include "io/net/socket.h"

namespace sidetick {

namespace {

/// Runs are a minute apart at most: so none of them has to ask the sentinels, which takes time.
constexpr Milliseconds longest_trust = std::chrono::seconds{30};

}  // namespace

Redis& KeptConnection::begin_run(const RedisSettings& settings, const Deadline& deadline,
                                 int* round_trips) {
  if (fd() < 0) {
    open(settings, deadline, round_trips);
  } else {
    connection_->begin_run(deadline, round_trips);
  }
  in_use_ = true;
  return *connection_;
}

void KeptConnection::end_run() {
  in_use_ = false;
  if (keeps_ == Keeps::nothing) return drop();
  keep_alive(connection_->fd());  // a cluster may have led to another node
}

void KeptConnection::drop_broken() {
  if (in_use_) drop();
}

bool KeptConnection::renew(const RedisSettings& settings, const Deadline& deadline) {
  if (fd() >= 0 && !is_old(settings)) return true;
  try {
    open(settings, deadline, nullptr);
    if (keeps_ == Keeps::connection) keep_alive(connection_->fd());
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

void KeptConnection::look_ahead(const RedisSettings& settings, const Deadline& deadline,
                                const std::vector<Command>& first) {
  if (renew(settings, deadline)) connection_->send_ahead(first);
}

int KeptConnection::fd() const {
  return connection_ && !in_use_ ? connection_->fd() : -1;
}

bool KeptConnection::is_old(const RedisSettings& settings) const {
  return !settings.sentinels.empty() && best_before_ && best_before_->passed();
}

void KeptConnection::open(const RedisSettings& settings, const Deadline& deadline,
                          int* round_trips) {
  drop();
  in_use_ = false;
  connection_ = connect(settings, deadline, round_trips);
  best_before_.emplace(longest_trust);
}

}  // namespace sidetick
