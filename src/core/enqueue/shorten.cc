#include "core/enqueue/shorten.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "core/enqueue/ledger_members.h"
#include "core/enqueue/multi_exec.h"
#include "core/redis/pipeline.h"

namespace sidetick {

namespace {

constexpr std::size_t ticks_per_turn = 32;

/// So many members less, or nothing is written.
constexpr std::size_t worth_while = 16;

/// The more keys a client watches, the longer Redis takes for each.
constexpr std::size_t ledgers_per_transaction = 100;

/// A ledger that has more is shortened in several runs.
constexpr const char* members_per_look = "10000";

using Members = std::vector<TickSeries>;

/// The members of `some` that `others` does not have. Both are in order.
Members difference(const Members& some, const Members& others) {
  Members rest;
  std::set_difference(some.begin(), some.end(), others.begin(), others.end(),
                      std::back_inserter(rest));
  return rest;
}

void add_changes(const std::string& ledger, Members found, Instant single_from,
                 std::vector<Command>& commands) {
  std::sort(found.begin(), found.end());
  const Members shorter = put_together(found, single_from);
  if (shorter.size() + worth_while > found.size()) return;
  Command remove = {"ZREM", ledger};
  for (const auto& series : difference(found, shorter)) remove.push_back(series.text());
  commands.push_back(std::move(remove));
  commands.push_back(zadd(ledger, difference(shorter, found)));
}

void shorten(Redis& redis, std::span<const std::string> ledgers, Instant single_from) {
  Command watch = {"WATCH"};
  watch.append(ledgers);
  std::vector<Command> commands;
  Pipeline look;
  ask_ok(std::move(watch), look);
  for (const auto& ledger : ledgers) {
    look.ask({"ZRANGEBYSCORE", ledger, "-inf", "(" + epoch_text(single_from), "LIMIT", "0",
              members_per_look},
             [&](const Command& asked, const Reply& reply) {
               add_changes(ledger, read_members(asked, reply), single_from, commands);
             });
  }
  ask_ok({"MULTI"}, look);
  look.answer(redis);
  if (commands.empty()) return discard_transaction(redis);
  add_exec(0, commands);
  read_transaction(0, commands, redis.exchange(commands).begin());
}

}  // namespace

bool is_turn_to_shorten(const SchedulePlan& plan) {
  if (plan.due.empty() || !plan.cursor.next) return false;
  const Seconds distance = *plan.cursor.next - plan.due.back();
  if (distance <= Seconds{0}) return false;
  const auto number = plan.due.back().time_since_epoch() / distance;
  return (static_cast<std::size_t>(number) + plan.schedule) % ticks_per_turn < plan.due.size();
}

void shorten_ledgers(Redis& redis, const std::vector<std::string>& ledgers, Instant single_from) {
  for (std::span<const std::string> rest = ledgers; !rest.empty();) {
    const auto count = std::min(rest.size(), ledgers_per_transaction);
    shorten(redis, rest.first(count), single_from);
    rest = rest.subspan(count);
  }
}

}  // namespace sidetick
