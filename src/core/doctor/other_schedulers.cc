#include "core/doctor/other_schedulers.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "core/import/found.h"
#include "core/plan/resume_point.h"
#include "core/redis/expect.h"
#include "core/text/quote.h"
#include "core/text/untrusted_json.h"

namespace sidetick {

namespace {

constexpr const char* schedulers_check = "schedulers";

/// Who has been quiet for so long was switched off: what exq-scheduler wrote of its last runs stays.
constexpr Seconds switched_off = std::chrono::hours{48};

using Fields = std::map<std::string, std::string>;

Fields fields_of(const Command& command, const Reply& reply) {
  Fields fields;
  if (reply.is_error("WRONGTYPE")) return fields;
  const auto& parts = expect_array(command, reply);
  for (std::size_t i = 0; i + 1 < parts.size(); i += 2) fields[parts[i].text] = parts[i + 1].text;
  return fields;
}

std::string field(const Fields& fields, const char* name) {
  const auto found = fields.find(name);
  return found == fields.end() ? "" : found->second;
}

/// Our schedule of the same name, else one of the same class.
const Schedule* find_twin(const DoctorRequest& request, const std::string& name,
                          const std::string& class_name) {
  const Schedule* twin = nullptr;
  for (const auto& schedule : request.schedules) {
    if (schedule.name == name) return &schedule;
    if (twin == nullptr && schedule.job.class_name == class_name) twin = &schedule;
  }
  return twin;
}

void add(std::string_view program, const std::string& name, const Schedule& twin,
         const std::string& advice, Findings& findings) {
  const bool same_name = twin.name == name;
  findings.warn(schedulers_check,
                std::string(program) + " has " + quote(name) +
                    (same_name ? ", as this file has"
                               : ", with the class " + quote(twin.job.class_name) + " of " +
                                     quote(twin.name)) +
                    ": its jobs may come twice",
                advice);
}

std::string class_in(const std::string& json) {
  const auto entry = parse_foreign_json(json);
  if (!entry.is_object() || !entry.contains("class")) return "";
  return entry["class"].is_string() ? entry["class"].get<std::string>() : "";
}

/// What exq-scheduler has run lately, by its own account.
std::set<std::string> live_exq_names(const Fields& last_runs, Instant now) {
  std::set<std::string> names;
  for (const auto& [name, text] : last_runs) {
    const auto last = parse_stored_time(text);
    if (last && now - *last < switched_off) names.insert(name);
  }
  return names;
}

}  // namespace

Findings look_at_cron_jobs(Redis& redis, const DoctorRequest& request) {
  ask_allowed(redis, request.access, {{"SMEMBERS", request.access.keys.cron_jobs("")}});
  ImportQuery query{request.redis.key_namespace, request.redis.scheduler_prefix,
                    Program::sidekiq_cron};
  Findings findings;
  for (const CronJob& job : find_imports(redis, query).cron_jobs) {
    const std::string name = field(job.fields, "name");
    const std::string klass = field(job.fields, "klass");
    const bool off = job.fields.empty() || field(job.fields, "status") == "disabled";
    const Schedule* twin =
        find_twin(request, name, klass.empty() ? field(job.fields, "class") : klass);
    if (off || twin == nullptr) continue;
    add("sidekiq-cron", name, *twin, "take it out of sidekiq-cron's schedule, or disable it there",
        findings);
  }
  if (findings.all().empty())
    findings.ok(schedulers_check, "sidekiq-cron has none of these schedules");
  return findings;
}

Findings look_at_page_entries(Redis& redis, const DoctorRequest& request, Instant now) {
  const Keys& keys = request.access.keys;
  const std::vector<Command> commands = {
      {"HGETALL", keys.schedules()}, {"HGETALL", keys.last_runs()}, {"HGETALL", keys.cursors()}};
  const auto replies = ask_allowed(redis, request.access, commands);
  const Fields entries = fields_of(commands[0], replies.at(0));
  const auto exq = live_exq_names(fields_of(commands[1], replies.at(1)), now);
  const Fields own = fields_of(commands[2], replies.at(2));
  Findings findings;
  for (const auto& name : exq) {
    const auto entry = entries.find(name);
    const Schedule* twin =
        find_twin(request, name, entry == entries.end() ? "" : class_in(entry->second));
    if (twin) add("exq-scheduler", name, *twin, "stop exq-scheduler", findings);
  }
  for (const auto& [name, json] : entries) {
    if (own.contains(name) || exq.contains(name)) continue;
    const Schedule* twin = find_twin(request, name, class_in(json));
    if (twin == nullptr || twin->name == name) continue;
    add("sidekiq-scheduler", name, *twin, "take it out of sidekiq-scheduler's schedule", findings);
  }
  if (findings.all().empty()) {
    findings.ok(schedulers_check,
                "neither exq-scheduler nor sidekiq-scheduler has them under another name");
  }
  return findings;
}

}  // namespace sidetick
