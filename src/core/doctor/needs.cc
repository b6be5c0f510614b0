#include "core/doctor/needs.h"

#include <map>
#include <set>
#include <utility>

namespace sidetick {

namespace {

/// A member, field or name that nothing of sidetick's has.
constexpr const char* nothing = "-";

std::string refused(const char* command) {
  return std::string(command) + " would be refused";
}

/// A run writes nothing of a schedule that the file has as off.
std::string without(const Schedule& schedule) {
  return schedule.enabled ? "" : refused("backfill");
}

/// A schedule's two ledgers, and what becomes of things without the rights to that of runs.
struct LedgerNeeds {
  std::string runs;
  std::string backfills;
  std::string without;
};

/// Of each schedule: a user may have the keys of one, and not of the other.
std::vector<LedgerNeeds> ledgers(const DoctorRequest& request) {
  const Keys& keys = request.access.keys;
  std::vector<LedgerNeeds> all;
  for (const Schedule& schedule : request.schedules) {
    const auto& name = schedule.name;
    all.push_back({keys.ledger(name), keys.backfilled(name), without(schedule)});
  }
  if (all.empty()) all.push_back({keys.ledger(nothing), keys.backfilled(nothing), ""});
  return all;
}

/// Each queue, and what becomes of things without the rights to it.
std::map<std::string, std::string> queues(const DoctorRequest& request) {
  std::map<std::string, std::string> all;
  for (const Schedule& schedule : request.schedules) {
    const auto queue = all.emplace(schedule.job.queue, without(schedule)).first;
    if (schedule.enabled) queue->second.clear();
  }
  return all;
}

/// A run looks at those of schedules with a limit alone.
void add_reads_of_lengths(const DoctorRequest& request, std::vector<Need>& needs) {
  std::set<std::string> limited;
  for (const Schedule& schedule : request.schedules) {
    if (schedule.enabled && schedule.max_backlog > 0) limited.insert(schedule.job.queue);
  }
  for (const auto& queue : limited) needs.push_back({{"LLEN", request.access.keys.queue(queue)}});
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

/// A run that has no cursor of a schedule asks for its newest tick, also where it is off.
void add_ledger_reads(const LedgerNeeds& ledger, std::vector<Need>& needs) {
  needs.push_back({{"ZREVRANGE", ledger.runs, "0", "0"}});
  needs.push_back({{"ZRANGEBYSCORE", ledger.runs, "0", "0"}, ledger.without});
  needs.push_back({{"ZRANGE", ledger.runs, "0", "0"}, ledger.without});
}

void add_backfill_reads(const LedgerNeeds& ledger, std::vector<Need>& needs) {
  needs.push_back({{"ZRANGEBYSCORE", ledger.backfills, "0", "0"}, refused("backfill")});
}

void add_reads_of_others(const Keys& keys, std::vector<Need>& needs) {
  needs.push_back({{"HGETALL", keys.last_times()}, refused("status")});
  needs.push_back({{"WATCH", keys.states()}, refused("enable")});
  needs.push_back({{"HKEYS", keys.states()}, refused("enable")});
  needs.push_back({{"HKEYS", keys.cursors()}, refused("enable")});
}

void add_ledger_writes(const LedgerNeeds& ledger, std::vector<Need>& needs) {
  needs.push_back({{"ZREM", ledger.runs, nothing}, ledger.without});
  needs.push_back({{"ZREMRANGEBYSCORE", ledger.runs, "(0", "(0"}, ledger.without});
  needs.push_back({{"ZADD", ledger.runs, "XX", "0", nothing}, ledger.without});
  needs.push_back({{"ZREM", ledger.backfills, nothing}, refused("backfill")});
  needs.push_back({{"ZADD", ledger.backfills, "XX", "0", nothing}, refused("backfill")});
}

/// No schedule has an empty name, so that the key of these does not exist.
void add_writes_of_no_key(const Keys& keys, std::vector<Need>& needs) {
  needs.push_back({{"PERSIST", keys.ledger("")}, "", false});
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

std::vector<Need> queue_writes(const DoctorRequest& request) {
  const Keys& keys = request.access.keys;
  std::vector<Need> needs;
  for (const auto& [queue, without] : queues(request)) {
    if (needs.empty()) needs.push_back({{"SADD", keys.queues(), queue}});
    needs.push_back({{"LPUSH", keys.queue(queue), ""}, without});
  }
  return needs;
}

void add_each(std::vector<Need> needs, std::vector<std::vector<Need>>& portions) {
  for (auto& need : needs) portions.push_back({std::move(need)});
}

}  // namespace

std::vector<Need> read_needs(const DoctorRequest& request) {
  const Keys& keys = request.access.keys;
  const auto all = ledgers(request);
  std::vector<Need> needs;
  for (const auto& [queue, without] : queues(request)) {
    needs.push_back({{"TYPE", keys.queue(queue)}, without});
  }
  add_reads_of_lengths(request, needs);
  for (const auto& key : {keys.queues(), keys.schedules(), keys.last_times(), keys.next_times()}) {
    needs.push_back({{"TYPE", key}});
  }
  add_snapshot_reads(keys, request.schedules.empty() ? nothing : request.schedules[0].name, needs);
  // One stands for all: of keys it wants no more than a read, and of many it takes Redis long.
  needs.push_back({{"WATCH", all[0].runs}, all[0].without});
  for (const auto& ledger : all) add_ledger_reads(ledger, needs);
  if (request.redis.min_replicas > 0) needs.push_back({{"WAIT", "0", "1"}});
  needs.push_back({{"WATCH", all[0].backfills}, refused("backfill")});
  for (const auto& ledger : all) add_backfill_reads(ledger, needs);
  add_reads_of_others(keys, needs);
  needs.push_back(
      {{"CLIENT", "SETNAME", "sidetick:doctor"}, "CLIENT LIST does not show who connects"});
  return needs;
}

std::vector<std::vector<Need>> write_needs(const DoctorRequest& request) {
  const Keys& keys = request.access.keys;
  const auto all = ledgers(request);
  std::vector<Need> first;
  add_ledger_writes(all[0], first);
  add_writes_of_no_key(keys, first);
  add_hash_writes(keys, first);
  std::vector<Need> others;
  for (std::size_t i = 1; i < all.size(); ++i) add_ledger_writes(all[i], others);
  std::vector<std::vector<Need>> portions;
  add_each(std::move(first), portions);
  if (!others.empty()) portions.push_back(std::move(others));
  add_each(queue_writes(request), portions);
  return portions;
}

}  // namespace sidetick
