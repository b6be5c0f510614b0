#include "core/enqueue/take_back.h"

#include <algorithm>

#include "core/enqueue/ledger_members.h"
#include "core/enqueue/multi_exec.h"
#include "core/redis/expect.h"
#include "core/redis/pipeline.h"

namespace sidetick {

namespace {

/// Asks where the cursors are by now; their new texts are in `write`, an HSET.
void ask_cursors(const std::string& key, const std::vector<LostPosition>& positions,
                 Pipeline& pipeline, Command& write) {
  if (positions.empty()) return;
  Command command = {"HMGET", key};
  for (const auto& lost : positions) command.push_back(lost.name);
  pipeline.ask(std::move(command), [&](const Command& asked, const Reply& reply) {
    const auto& texts = expect_array(asked, reply, static_cast<int>(positions.size()));
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto text = expect_optional(asked, texts[i]);
      const auto found = text ? parse_cursor(*text) : std::nullopt;
      const auto& lost = positions[i];
      write.push_back(lost.name);
      write.push_back(set_back(found.value_or(Cursor{lost.first}), lost).text());
    }
  });
}

/// Asks which members of its ledger have what was lost; `commands` get what takes it out of them.
void ask_entries(const LostEntries& lost, Pipeline& pipeline, std::vector<Command>& commands) {
  pipeline.ask(ledger_range(lost.ledger, lost.ticks.front(), lost.ticks.back()),
               [&](const Command& asked, const Reply& reply) {
                 if (reply.is_error("WRONGTYPE")) return;  // nothing of it is there any more
                 Command remove = {"ZREM", lost.ledger};
                 std::vector<TickSeries> kept;
                 for (const auto& member : expect_array(asked, reply)) {
                   const auto series = parse_ledger_member(expect_text(asked, member));
                   if (!series) continue;
                   const auto rest = without(*series, lost.ticks);
                   if (rest == std::vector{*series}) continue;
                   remove.push_back(member.text);
                   kept.insert(kept.end(), rest.begin(), rest.end());
                 }
                 if (remove.size() > 2) commands.push_back(std::move(remove));
                 if (!kept.empty()) commands.push_back(zadd(lost.ledger, kept));
               });
}

/// False when somebody wrote one of the keys meanwhile.
bool try_take_back(Redis& redis, const std::string& cursors_key,
                   const std::vector<LostEntries>& entries,
                   const std::vector<LostPosition>& positions) {
  Command watch = {"WATCH", cursors_key};
  for (const auto& lost : entries) watch.push_back(lost.ledger);
  Pipeline look;
  Command write = {"HSET", cursors_key};
  std::vector<Command> commands;
  ask_ok(std::move(watch), look);
  for (const auto& lost : entries) ask_entries(lost, look, commands);
  ask_cursors(cursors_key, positions, look, write);
  ask_ok({"MULTI"}, look);
  look.answer(redis);
  if (write.size() > 2) commands.push_back(std::move(write));
  add_exec(0, commands);
  return read_transaction(0, commands, redis.exchange(commands).begin()).committed;
}

}  // namespace

Cursor set_back(Cursor cursor, const LostPosition& lost) {
  cursor.at = std::min(cursor.resume(), lost.first - Seconds{1});
  cursor.from.reset();
  cursor.form = lost.form;
  cursor.next = std::min(cursor.next.value_or(lost.first), lost.first);
  return cursor;
}

void take_back(Redis& redis, const std::string& cursors_key,
               const std::vector<LostEntries>& entries,
               const std::vector<LostPosition>& positions) {
  while (!try_take_back(redis, cursors_key, entries, positions)) {
  }
}

}  // namespace sidetick
