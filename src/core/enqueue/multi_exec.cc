#include "core/enqueue/multi_exec.h"

#include <algorithm>

#include "core/redis/error_reply.h"
#include "core/redis/expect.h"
#include "core/text/json.h"

namespace sidetick {

namespace {

/// How long WAIT waits for the replicas.
constexpr std::string_view wait_milliseconds = "1000";

/// An error inside EXEC: the other commands were carried out.
Fault inner_fault(const Command& command, const Reply& reply) {
  const auto meaning = meaning_of(command, reply);
  return {meaning.exit, describe(command) +
                            " failed inside a transaction whose other commands were carried out: " +
                            json_string(reply.text)};
}

/// WAIT refused, by an ACL for example, or cut short by a failover. The transaction is done all the
/// same: it is to be recorded.
void read_wait_error(const Command& command, const Reply& reply, TransactionResult& result) {
  const auto meaning = meaning_of(command, reply);
  const std::string text =
      meaning.text + ": whether replicas have the jobs that were enqueued is not known";
  if (meaning.passes) {
    result.warnings.push_back(text);
    result.begin_again = meaning.text;
  } else {
    result.faults.push_back({meaning.exit, text});
  }
}

void read_wait(int min_replicas, const Command& command, const Reply& reply,
               TransactionResult& result) {
  if (reply.is_error()) return read_wait_error(command, reply, result);
  if (!reply.is_integer() || reply.integer >= min_replicas) return;
  result.warnings.push_back(std::to_string(reply.integer) + " of " + std::to_string(min_replicas) +
                            " replicas confirmed the last transaction: its jobs could be lost if "
                            "the primary fails now");
}

}  // namespace

void open_transaction(Redis& redis) {
  const Command command = {"MULTI"};
  expect_ok(command, redis.exchange({command}).at(0));
}

void discard_transaction(Redis& redis) {
  const Command discard = {"DISCARD"};
  expect_ok(discard, redis.exchange({discard}).at(0));
}

void add_exec(int min_replicas, std::vector<Command>& commands) {
  commands.push_back({"EXEC"});
  if (min_replicas == 0) return;
  commands.push_back({"WAIT", std::to_string(min_replicas), std::string(wait_milliseconds)});
}

TransactionResult read_transaction(int min_replicas, const std::vector<Command>& commands,
                                   std::vector<Reply>::const_iterator replies) {
  auto exec = std::ranges::find(commands, Command{"EXEC"}) - commands.begin();
  for (long i = 0; i < exec; ++i) {
    if (replies[i].is_error()) throw_reply_error(commands[static_cast<std::size_t>(i)], replies[i]);
  }
  TransactionResult result;
  if (replies[exec].is_nil()) return result;
  const auto& inner =
      expect_array(commands[static_cast<std::size_t>(exec)], replies[exec], static_cast<int>(exec));
  result.committed = true;
  for (std::size_t i = 0; i < inner.size(); ++i) {
    if (!inner[i].is_error()) continue;
    result.faults.push_back(inner_fault(commands[i], inner[i]));
    result.failed_keys.insert(commands[i][1]);
  }
  if (min_replicas > 0) read_wait(min_replicas, commands.back(), replies[exec + 1], result);
  return result;
}

}  // namespace sidetick
