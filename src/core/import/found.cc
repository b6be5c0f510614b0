#include "core/import/found.h"

#include <algorithm>
#include <utility>

#include "core/redis/expect.h"
#include "core/redis/keys.h"
#include "core/redis/pipeline.h"

namespace sidetick {

namespace {

constexpr std::pair<Program, std::string_view> names[]{
    {Program::sidekiq_scheduler, "sidekiq-scheduler"},
    {Program::exq_scheduler, "exq-scheduler"},
    {Program::sidekiq_cron, "sidekiq-cron"}};

auto into_map(std::map<std::string, std::string>& map) {
  return [&map](const Command& command, const Reply& reply) {
    const auto& parts = expect_array(command, reply);
    for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
      map[expect_text(command, parts[i])] = expect_text(command, parts[i + 1]);
    }
  };
}

auto into_set(std::set<std::string>& set) {
  return [&set](const Command& command, const Reply& reply) {
    for (const Reply& member : expect_array(command, reply)) {
      set.insert(expect_text(command, member));
    }
  };
}

void ask_schedules(const Keys& keys, Pipeline& pipeline, ImportFound& found) {
  pipeline.ask({"HGETALL", keys.schedules()}, into_map(found.schedules));
  pipeline.ask({"HGETALL", keys.states()}, into_map(found.states));
  pipeline.ask({"HKEYS", keys.last_runs()}, into_set(found.exq_names));
  pipeline.ask({"HKEYS", keys.cursors()}, into_set(found.own_names));
}

struct KeySet {
  std::string cron_namespace;
  std::set<std::string> keys;
};

void ask_cron_sets(const Keys& keys, Pipeline& pipeline, std::vector<KeySet>& sets) {
  for (KeySet& set : sets) {
    pipeline.ask({"SMEMBERS", keys.cron_jobs(set.cron_namespace)}, into_set(set.keys));
  }
}

auto into_job(CronJob& job) {
  return [&job](const Command& command, const Reply& reply) {
    job.is_hash = !reply.is_error("WRONGTYPE");
    if (job.is_hash) into_map(job.fields)(command, reply);
  };
}

/// The members of the sets are keys without the namespace: redis-namespace puts it before keys
/// alone.
void read_cron_jobs(Redis& redis, const Keys& keys, const std::vector<KeySet>& sets,
                    ImportFound& found) {
  for (const KeySet& set : sets) {
    for (const std::string& key : set.keys) {
      found.cron_jobs.push_back({key, set.cron_namespace, {}, true});
    }
  }
  Pipeline pipeline;
  for (CronJob& job : found.cron_jobs) {
    const bool whole = job.key.starts_with(keys.name_prefix());
    pipeline.ask({"HGETALL", whole ? job.key : keys.name_prefix() + job.key}, into_job(job));
  }
  pipeline.answer(redis);
}

}  // namespace

std::string_view program_name(Program program) {
  for (const auto& [each, name] : names) {
    if (each == program) return name;
  }
  return {};
}

std::optional<Program> program_named(std::string_view name) {
  for (const auto& [program, each] : names) {
    if (each == name) return program;
  }
  return std::nullopt;
}

std::vector<Program> ImportFound::programs() const {
  std::vector<Program> programs;
  const auto is_foreign = [&](const auto& entry) { return !own_names.contains(entry.first); };
  const auto is_exq = [&](const auto& entry) { return exq_names.contains(entry.first); };
  const bool foreign = query.from ? !schedules.empty() : std::ranges::any_of(schedules, is_foreign);
  if (foreign) {
    const bool exq = query.from == Program::exq_scheduler ||
                     (!query.from && std::ranges::any_of(schedules, is_exq));
    programs.push_back(exq ? Program::exq_scheduler : Program::sidekiq_scheduler);
  }
  if (!cron_jobs.empty()) programs.push_back(Program::sidekiq_cron);
  return programs;
}

ImportFound find_imports(Redis& redis, const ImportQuery& query) {
  ImportFound found;
  found.query = query;
  const Keys keys(query.key_namespace, query.scheduler_prefix);
  std::vector<KeySet> sets{{"", {}}};
  for (const std::string& name : query.cron_namespaces) sets.push_back({name, {}});
  if (query.cron_namespaces.empty()) sets.push_back({"default", {}});
  Pipeline pipeline;
  if (query.from != Program::sidekiq_cron) ask_schedules(keys, pipeline, found);
  if (query.from.value_or(Program::sidekiq_cron) == Program::sidekiq_cron) {
    ask_cron_sets(keys, pipeline, sets);
  }
  pipeline.answer(redis);
  read_cron_jobs(redis, keys, sets, found);
  return found;
}

}  // namespace sidetick
