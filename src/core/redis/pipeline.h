// Commands that are sent together, each with what becomes of its reply.
//
// Knows nothing of connections: whoever has one sends the commands and hands the replies in.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "core/redis/redis.h"

namespace sidetick {

class Pipeline {
 public:
  using Take = std::function<void(const Command& command, const Reply& reply)>;

  void ask(Command command, Take take) {
    commands_.push_back(std::move(command));
    takes_.push_back(std::move(take));
  }

  bool empty() const { return commands_.empty(); }
  const std::vector<Command>& commands() const { return commands_; }

  /// Hands each reply, of which the first is `reply`, to what asked for it. Throws what those throw.
  void read(std::vector<Reply>::const_iterator reply) const {
    for (std::size_t i = 0; i < commands_.size(); ++i) takes_[i](commands_[i], *reply++);
  }

  /// Sends the commands in one round trip and reads the replies; `work` is done in between. Throws
  /// what Redis::exchange throws, and what those that asked throw.
  void answer(
      Redis& redis, const std::function<void()>& work = [] {}) const {
    if (empty()) return work();
    read(redis.exchange_while(commands_, work).begin());
  }

 private:
  std::vector<Command> commands_;
  std::vector<Take> takes_;
};

/// Asks a command whose reply has to be OK: WATCH, MULTI.
void ask_ok(Command command, Pipeline& pipeline);

}  // namespace sidetick
