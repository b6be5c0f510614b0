// As much of a Redis as a backfill needs: ledgers, queues and transactions, without a server. What
// was written stays when a connection is lost, and the next one finds it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/redis/redis.h"
#include "support/empty_redis.h"

namespace sidetick::test {

struct RedisData {
  std::map<std::string, std::set<std::pair<long long, std::string>>> ledgers;
  std::map<std::string, std::vector<std::string>> lists;
  std::set<std::string> strings;           ///< keys of a type that nobody expects
  std::vector<std::size_t> transactions;   ///< how many jobs each has pushed
  std::vector<std::size_t> payload_bytes;  ///< and of how many bytes
};

/// One connection to it.
class LedgerRedis : public Redis {
 public:
  explicit LedgerRedis(RedisData& data) : data_(data) {}

  void send(const std::vector<Command>& commands) override {
    for (const auto& command : commands) {
      lost_ = lost_ || commands_until_lost-- == 0;
      replies_.push_back(answer(command));
    }
  }

  std::vector<Reply> exchange(const std::vector<Command>& commands) override {
    send(commands);
    if (lost_) throw ConnectionLost("lost");
    return std::exchange(replies_, {});
  }

  std::vector<Reply> exchange_while(const std::vector<Command>& commands,
                                    const std::function<void()>& work) override {
    send(commands);
    work();
    return exchange({});
  }

  int commands_until_lost = -1;  ///< those after it are not carried out
  int transactions_until_conflict = -1;
  std::string refused;  ///< a command that is answered with NOPERM

 private:
  Reply answer(const Command& command) {
    if (lost_) return {};
    if (command[0] == refused) return {Reply::Type::error, 0, "NOPERM no permissions", {}};
    if (command[0] == "MULTI") return is_queueing_ = true, EmptyRedis::status("OK");
    if (command[0] == "EXEC") return execute();
    if (!is_queueing_) return read(command);
    queued_.push_back(command);
    return EmptyRedis::status("QUEUED");
  }

  Reply read(const Command& command) const {
    if (command[0] == "TIME") return EmptyRedis().answer(command);
    if (command[0] == "HMGET") return EmptyRedis::array(std::vector<Reply>(command.size() - 2));
    if (command[0] == "TYPE") {
      const bool odd = data_.strings.contains(command[1]);
      return EmptyRedis::status(odd ? "string" : "none");
    }
    return command[0] == "ZRANGEBYSCORE" ? members(command) : EmptyRedis::status("OK");
  }

  Reply members(const Command& command) const {
    std::vector<Reply> members;
    const auto ledger = data_.ledgers.find(command[1]);
    if (ledger == data_.ledgers.end()) return EmptyRedis::array({});
    for (const auto& [score, member] : ledger->second) {
      const bool in_range = score >= std::stoll(command[2]) && score <= std::stoll(command[3]);
      if (in_range) members.push_back(EmptyRedis::string(member));
    }
    return EmptyRedis::array(members);
  }

  Reply execute() {
    is_queueing_ = false;
    const auto commands = std::exchange(queued_, {});
    if (transactions_until_conflict-- == 0) return {};
    data_.transactions.push_back(0);
    data_.payload_bytes.push_back(0);
    for (const auto& command : commands) write(command);
    return EmptyRedis::array(std::vector<Reply>(commands.size(), EmptyRedis::integer(1)));
  }

  void write(const Command& command) {
    for (std::size_t i = 2; i < command.size(); ++i) {
      if (command[0] == "ZADD" && i % 2 == 0) {
        data_.ledgers[command[1]].emplace(std::stoll(command[i]), command[i + 1]);
      }
      if (command[0] != "LPUSH") continue;
      data_.lists[command[1]].push_back(command[i]);
      data_.transactions.back() += 1;
      data_.payload_bytes.back() += command[i].size();
    }
  }

  RedisData& data_;
  std::vector<Reply> replies_;  // to what was sent
  std::vector<Command> queued_;
  bool is_queueing_ = false;
  bool lost_ = false;
};

}  // namespace sidetick::test
