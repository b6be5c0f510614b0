#include "cli/check_redis.h"

#include <set>

#include "core/redis/expect.h"
#include "core/redis/keys.h"
#include "core/text/json.h"
#include "io/redis/connection.h"

namespace sidetick {

namespace {

struct TypedKey {
  std::string key;
  std::string type;
};

std::vector<TypedKey> keys_of(const Config& config) {
  const RedisSettings& redis = config.settings.redis;
  const Keys keys(redis.key_namespace, redis.scheduler_prefix);
  std::vector<TypedKey> typed{{keys.cursors(), "hash"},    {keys.states(), "hash"},
                              {keys.queues(), "set"},      {keys.schedules(), "hash"},
                              {keys.last_times(), "hash"}, {keys.next_times(), "hash"}};
  std::set<std::string> queues;
  for (const Schedule& schedule : config.schedules) {
    typed.push_back({keys.ledger(schedule.name), "zset"});
    if (queues.insert(schedule.job.queue).second) {
      typed.push_back({keys.queue(schedule.job.queue), "list"});
    }
  }
  return typed;
}

std::vector<Command> commands_for(const std::vector<TypedKey>& keys) {
  std::vector<Command> commands;
  commands.reserve(keys.size());
  for (const TypedKey& each : keys) commands.push_back({"TYPE", each.key});
  return commands;
}

std::vector<RedisFault> look_at(Redis& redis, const std::vector<TypedKey>& keys) {
  const std::vector<Command> commands = commands_for(keys);
  const std::vector<Reply> replies = redis.exchange(commands);
  std::vector<RedisFault> faults;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::string& type = expect_text(commands[i], replies.at(i));
    if (type == "none" || type == keys[i].type) continue;
    faults.push_back({Exit::data, "redis key " + json_string(keys[i].key) + " is a " + type +
                                      ", not a " + keys[i].type + ": rename or delete it"});
  }
  return faults;
}

/// One attempt is enough for a check: the answer is for somebody who waits for it.
std::vector<RedisFault> look_once(const Config& config, const Deadline& deadline) {
  try {
    return look_at(*connect(config.settings.redis, deadline), keys_of(config));
  } catch (const Error& error) {
    return {{error.exit, error.what()}};
  } catch (const NotReady& error) {
    return {{Exit::temporary, error.what()}};
  } catch (const ConnectionLost& error) {
    return {{Exit::unavailable, error.what()}};
  }
}

}  // namespace

std::vector<RedisFault> check_redis(const Config& config, Milliseconds budget) {
  std::vector<RedisFault> faults = look_once(config, Deadline(budget));
  const std::string address = config.settings.redis.display();
  for (RedisFault& fault : faults) fault.text = address + ": " + fault.text;
  return faults;
}

}  // namespace sidetick
