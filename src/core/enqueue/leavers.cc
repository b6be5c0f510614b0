#include "core/enqueue/leavers.h"

#include <algorithm>

#include "core/enqueue/multi_exec.h"
#include "core/redis/expect.h"
#include "core/redis/pipeline.h"

namespace sidetick {

namespace {

/// A schedule that comes back in the minute of its deletion begins with that minute, by a clock that
/// may be a little behind.
constexpr Seconds tombstone_age = std::chrono::minutes{1} + Seconds{1};

/// Since when a schedule that is not in the file is gone; nothing when it is not.
std::optional<Instant> gone_since(const Cursor& cursor) {
  return cursor.forgotten && !cursor.gone ? std::optional(cursor.at) : cursor.gone;
}

/// WATCH, and MULTI when the cursors of `names` are still those of the snapshot; false when not.
bool open_for_deletion(Redis& redis, const Keys& keys, const std::vector<std::string>& names,
                       const Snapshot& snapshot) {
  bool same = true;
  Pipeline look;
  ask_ok({"WATCH", keys.cursors()}, look);
  Command cursors = {"HMGET", keys.cursors()};
  cursors.append(names);
  look.ask(std::move(cursors), [&](const Command& asked, const Reply& reply) {
    const auto& texts = expect_array(asked, reply, static_cast<int>(names.size()));
    for (std::size_t i = 0; i < texts.size(); ++i) {
      same &= expect_optional(asked, texts[i]) == snapshot.cursors.at(names[i]);
    }
  });
  look.answer(redis);
  if (same) open_transaction(redis);
  return same;
}

}  // namespace

std::vector<Leaver> find_leavers(const Snapshot& snapshot, const Neighbours& neighbours,
                                 Instant now) {
  std::vector<Leaver> leavers;
  for (const auto& [name, text] : snapshot.cursors) {
    auto cursor = parse_cursor(text);
    if (!cursor || cursor->forgotten || !neighbours.has_left(name, cursor->with)) continue;
    if (cursor->gone) continue;
    cursor->gone = now;
    leavers.push_back({name, std::move(*cursor)});
  }
  return leavers;
}

std::vector<std::string> find_deletable(const Snapshot& snapshot, const Neighbours& neighbours,
                                        Instant now, Seconds history) {
  std::vector<std::string> names;
  for (const auto& [name, text] : snapshot.cursors) {
    const auto cursor = parse_cursor(text);
    if (!cursor || !neighbours.has_left(name, cursor->with)) continue;
    const auto since = gone_since(*cursor);
    if (since && now - *since > history && now - cursor->at > history) names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

void delete_schedules(Redis& redis, const Keys& keys, const std::vector<std::string>& names,
                      const Snapshot& snapshot, Instant now) {
  if (!open_for_deletion(redis, keys, names, snapshot)) return;
  Deleted deleted = snapshot.deleted;
  for (const auto& name : names) {
    deleted.insert_or_assign(name, date::floor<std::chrono::minutes>(now) - tombstone_age);
  }
  std::vector<Command> commands;
  const auto remove_fields = [&](const std::string& key) {
    Command command = {"HDEL", key};
    command.append(names);
    commands.push_back(std::move(command));
  };
  for (const auto& key :
       {keys.cursors(), keys.states(), keys.schedules(), keys.last_times(), keys.next_times()}) {
    remove_fields(key);
  }
  commands.push_back({"HSET", keys.cursors(), std::string(tombstone), deleted_text(deleted, now)});
  Command ledgers = {"DEL"};
  for (const auto& name : names) {
    ledgers.push_back(keys.ledger(name));
    ledgers.push_back(keys.backfilled(name));
  }
  commands.push_back(std::move(ledgers));
  add_exec(0, commands);
  read_transaction(0, commands, redis.exchange(commands).begin());
}

}  // namespace sidetick
