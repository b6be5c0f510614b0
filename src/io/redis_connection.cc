#include "io/redis_connection.h"

#include <unistd.h>

#include <csignal>

#include "core/error.h"
#include "core/reply_errors.h"
#include "io/dial.h"
#include "io/set_up.h"

namespace sidetick {
namespace {

class RedisConnection : public Redis {
 public:
  RedisConnection(std::unique_ptr<Wire> wire, SetUp set_up)
      : wire_(std::move(wire)), set_up_(std::move(set_up)) {}

  std::vector<Reply> exchange(const std::vector<Command>& commands) override {
    for (const auto& command : set_up_.commands()) wire_->queue(command);
    for (const auto& command : commands) wire_->queue(command);
    ++round_trips_;
    std::vector<Reply> replies = wire_->exchange();
    set_up_.check_and_remove(replies);
    return replies;
  }

  int round_trips() const override { return round_trips_; }

 private:
  std::unique_ptr<Wire> wire_;
  SetUp set_up_;
  int round_trips_ = 0;
};

}  // namespace

std::unique_ptr<Redis> connect(const RedisSettings& settings, const Deadline& deadline) {
  // Neither hiredis nor OpenSSL sends with MSG_NOSIGNAL.
  std::signal(SIGPIPE, SIG_IGN);
  auto wire = settings.unix_path.empty() ? dial(settings, settings.endpoint, deadline)
                                         : dial_unix(settings, deadline);
  return std::make_unique<RedisConnection>(std::move(wire), SetUp(settings));
}

}  // namespace sidetick
