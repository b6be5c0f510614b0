#include "core/enqueue/ledger_members.h"

#include "core/redis/expect.h"

namespace sidetick {

Command ledger_range(std::string_view ledger, Instant first, Instant last) {
  return {"ZRANGEBYSCORE", ledger, epoch_text(first), epoch_text(end_of_day(last))};
}

std::vector<TickSeries> read_members(const Command& command, const Reply& reply) {
  std::vector<TickSeries> all;
  for (const auto& member : expect_array(command, reply)) {
    const auto series = parse_ledger_member(expect_text(command, member));
    if (series) all.push_back(*series);
  }
  return all;
}

Command zadd(std::string_view ledger, const std::vector<TickSeries>& series) {
  Command command = {"ZADD", ledger};
  for (const auto& each : series) {
    const std::string score = epoch_text(each.last);
    command.push_back(score);
    command.push_back(each.is_single() ? score : each.text());
  }
  return command;
}

}  // namespace sidetick
