#include "core/doctor/workers.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/redis/expect.h"
#include "core/text/quote.h"
#include "core/text/untrusted_json.h"

namespace sidetick {

namespace {

constexpr const char* workers_check = "workers";

/// So long Sidekiq and Exq themselves take a process for live.
constexpr Seconds longest_silence{60};

/// Processes beyond these are not asked for.
constexpr std::size_t most_processes = 1000;

struct Process {
  std::set<std::string> queues;
  double beat = 0;  ///< seconds since the epoch
  bool quiet = false;
};

void add_names(const nlohmann::json& list, std::set<std::string>& names) {
  if (!list.is_array()) return;
  for (const auto& each : list) {
    if (each.is_string()) names.insert(each.get<std::string>());
  }
}

/// Sidekiq 8 has the queues of each capsule as the keys of its weights.
std::set<std::string> queues_in(const std::string& info) {
  std::set<std::string> queues;
  const auto json = parse_foreign_json(info);
  if (!json.is_object()) return queues;
  if (json.contains("queues")) add_names(json["queues"], queues);
  if (!json.contains("capsules") || !json["capsules"].is_object()) return queues;
  for (const auto& capsule : json["capsules"]) {
    if (!capsule.is_object() || !capsule.contains("weights")) continue;
    for (const auto& [name, weight] : capsule["weights"].items()) queues.insert(name);
  }
  return queues;
}

std::optional<Process> read_process(const Reply& reply) {
  if (!reply.is_array() || reply.elements.size() != 3 || reply.elements[0].is_nil()) return {};
  const auto beat = parse_foreign_json(reply.elements[1].text);
  if (!beat.is_number()) return {};
  return Process{queues_in(reply.elements[0].text), beat.get<double>(),
                 reply.elements[2].text == "true"};
}

/// The members of a set; none of a key of another type.
std::vector<std::string> members(Redis& redis, const Access& access, const std::string& key) {
  std::vector<std::string> names;
  const auto replies = ask_allowed(redis, access, {{"SMEMBERS", key}});
  if (!replies.at(0).is_array()) return names;
  names.reserve(replies[0].elements.size());
  for (const auto& element : replies[0].elements) names.push_back(element.text);
  return names;
}

void read_processes(Redis& redis, const DoctorRequest& request, Instant now, Workers& workers) {
  const Keys& keys = request.access.keys;
  auto identities = members(redis, request.access, keys.processes());
  // What Exq before 0.14 has there are its running jobs.
  std::erase_if(identities, [](const std::string& name) { return name.starts_with('{'); });
  identities.resize(std::min(identities.size(), most_processes));
  if (identities.empty()) return;
  std::vector<Command> commands;
  commands.reserve(identities.size());
  for (const auto& identity : identities) {
    commands.push_back({"HMGET", keys.process(identity), "info", "beat", "quiet"});
  }
  const auto oldest = static_cast<double>((now - longest_silence).time_since_epoch().count());
  for (const auto& reply : ask_allowed(redis, request.access, commands)) {
    auto process = read_process(reply);
    if (!process || process->beat < oldest) continue;
    if (process->quiet) {
      ++workers.quiet;
    } else {
      workers.queues.push_back(std::move(process->queues));
    }
  }
}

void add_finding(const DoctorRequest& request, const Workers& workers, Findings& findings) {
  const std::string quiet =
      workers.quiet == 0 ? "" : ", " + std::to_string(workers.quiet) + " more are quiet";
  const std::size_t live = workers.queues.size();
  if (live > 0) {
    return findings.ok(workers_check, std::to_string(live) +
                                          (live == 1 ? " process takes" : " processes take") +
                                          " jobs" + quiet);
  }
  const std::string& name = request.redis.key_namespace;
  const std::string place =
      name.empty() ? "without a namespace" : "in the namespace " + quote(name);
  findings.warn(workers_check,
                "no live Sidekiq or Exq process " + place + quiet + ": what is enqueued waits",
                "start a worker; or see whether it uses this database and this namespace");
}

}  // namespace

std::size_t Workers::takers(const std::string& queue) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(queues, [&](const auto& taken) { return taken.contains(queue); }));
}

std::set<std::string> Workers::taken() const {
  std::set<std::string> all;
  for (const auto& each : queues) all.insert(each.begin(), each.end());
  return all;
}

Workers look_at_workers(Redis& redis, const DoctorRequest& request, Instant now,
                        Findings& findings) {
  Workers workers;
  try {
    read_processes(redis, request, now, workers);
    add_finding(request, workers, findings);
  } catch (const NotAllowed& refused) {
    workers.is_known = false;
    findings.skip(workers_check, refused.what(), refused.advice);
  }
  try {
    for (auto& name : members(redis, request.access, request.access.keys.paused())) {
      workers.paused.insert(std::move(name));
    }
  } catch (const NotAllowed& refused) {
    if (workers.is_known) findings.skip("paused", refused.what(), refused.advice);
  }
  return workers;
}

}  // namespace sidetick
