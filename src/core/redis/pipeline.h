// Commands that are sent together, each with what becomes of its reply.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "core/redis/redis.h"

namespace sidetick {

/// The Redis must outlive it.
class Pipeline {
 public:
  explicit Pipeline(Redis& redis) : redis_(redis) {}

  template <typename Take>
  void ask(Command command, Take take) {
    commands_.push_back(std::move(command));
    takers_.emplace_back(take);
  }

  void answer() {
    if (commands_.empty()) return;
    const std::vector<Reply> replies = redis_.exchange(commands_);
    for (std::size_t i = 0; i < commands_.size(); ++i) takers_[i](commands_[i], replies.at(i));
  }

 private:
  Redis& redis_;
  std::vector<Command> commands_;
  std::vector<std::function<void(const Command&, const Reply&)>> takers_;
};

}  // namespace sidetick
