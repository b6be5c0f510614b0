#include "core/doctor/needs.h"

#include <set>

namespace sidetick {

namespace {

/// A member, field or name that nothing of sidetick's has.
constexpr const char* nothing = "-";

std::string refused(const char* command) {
  return std::string(command) + " would be refused";
}

/// The first schedule stands for all of them, whose keys differ in their names alone.
std::string a_name(const DoctorRequest& request) {
  return request.schedules.empty() ? nothing : request.schedules.front().name;
}

/// A run looks at those of schedules with a limit alone.
void add_reads_of_lengths(const DoctorRequest& request, std::vector<Need>& needs) {
  std::set<std::string> queues;
  for (const Schedule& schedule : request.schedules) {
    if (schedule.max_backlog > 0) queues.insert(schedule.job.queue);
  }
  for (const auto& queue : queues) needs.push_back({{"LLEN", request.access.keys.queue(queue)}});
}

void add_snapshot_reads(const Keys& keys, const std::string& name, std::vector<Need>& needs) {
  needs.push_back({{"TIME"}});
  needs.push_back({{"WATCH", keys.cursors()}});
  needs.push_back({{"HGETALL", keys.cursors()}});
  needs.push_back({{"HGETALL", keys.states()}});
  needs.push_back({{"HKEYS", keys.schedules()}});
  needs.push_back({{"HMGET", keys.cursors(), name}});
  needs.push_back({{"HMGET", keys.states(), name}});
  for (const auto& key : {keys.last_runs(), keys.last_times(), keys.schedules()}) {
    needs.push_back({{"HGET", key, name}});
  }
}

void add_ledger_reads(const std::string& ledger, std::vector<Need>& needs) {
  needs.push_back({{"WATCH", ledger}});
  needs.push_back({{"ZREVRANGE", ledger, "0", "0"}});
  needs.push_back({{"ZRANGEBYSCORE", ledger, "0", "0", "LIMIT", "0", "1"}});
  needs.push_back({{"ZMSCORE", ledger, "0"}});
  needs.push_back({{"ZRANGE", ledger, "0", "0"}});
}

void add_reads_of_others(const Keys& keys, const std::string& name, std::vector<Need>& needs) {
  needs.push_back({{"HGETALL", keys.last_times()}, refused("status")});
  needs.push_back({{"WATCH", keys.backfilled(name)}, refused("backfill")});
  needs.push_back({{"ZMSCORE", keys.backfilled(name), "0"}, refused("backfill")});
  needs.push_back({{"WATCH", keys.states()}, refused("enable")});
  needs.push_back({{"HKEYS", keys.states()}, refused("enable")});
  needs.push_back({{"HKEYS", keys.cursors()}, refused("enable")});
}

void add_ledger_writes(const Keys& keys, const std::string& name, std::vector<Need>& needs) {
  const std::string ledger = keys.ledger(name);
  needs.push_back({{"ZREM", ledger, nothing}});
  needs.push_back({{"ZREMRANGEBYSCORE", ledger, "(0", "(0"}});
  needs.push_back({{"ZADD", ledger, "XX", "0", nothing}});
  // No schedule has an empty name, so that this key does not exist.
  needs.push_back({{"PERSIST", keys.ledger("")}, "", false});
  needs.push_back({{"ZADD", keys.backfilled(name), "XX", "0", nothing}, refused("backfill")});
  needs.push_back(
      {{"DEL", keys.ledger("")}, "schedules that are gone for long are not deleted", false});
}

void add_hash_writes(const Keys& keys, std::vector<Need>& needs) {
  for (const auto& key : {keys.next_times(), keys.schedules()}) {
    needs.push_back({{"HDEL", key, nothing}});
  }
  for (const auto& key : {keys.states(), keys.last_times(), keys.cursors()}) {
    needs.push_back({{"HDEL", key, nothing}, refused("forget")});
  }
  for (const auto& key : {keys.cursors(), keys.schedules(), keys.last_times(), keys.next_times()}) {
    needs.push_back({{"HSET", key, nothing, "", nothing}});
  }
  needs.push_back({{"HSET", keys.states(), nothing, "", nothing}, refused("enable")});
}

}  // namespace

std::vector<Need> read_needs(const DoctorRequest& request) {
  const Keys& keys = request.access.keys;
  const std::string name = a_name(request);
  std::vector<Need> needs;
  for (const auto& queue : queue_names(request.schedules))
    needs.push_back({{"TYPE", keys.queue(queue)}});
  add_reads_of_lengths(request, needs);
  for (const auto& key : {keys.queues(), keys.schedules(), keys.last_times(), keys.next_times()}) {
    needs.push_back({{"TYPE", key}});
  }
  add_snapshot_reads(keys, name, needs);
  add_ledger_reads(keys.ledger(name), needs);
  if (request.redis.min_replicas > 0) needs.push_back({{"WAIT", "0", "1"}});
  add_reads_of_others(keys, name, needs);
  needs.push_back(
      {{"CLIENT", "SETNAME", "sidetick:doctor"}, "CLIENT LIST does not show who connects"});
  return needs;
}

std::vector<Need> write_needs(const DoctorRequest& request) {
  const Keys& keys = request.access.keys;
  std::vector<Need> needs;
  add_ledger_writes(keys, a_name(request), needs);
  add_hash_writes(keys, needs);
  for (const auto& queue : queue_names(request.schedules)) {
    if (needs.back().command[0] != "LPUSH") needs.push_back({{"SADD", keys.queues(), queue}});
    needs.push_back({{"LPUSH", keys.queue(queue), ""}});
  }
  return needs;
}

}  // namespace sidetick
