#include "core/doctor/server.h"

#include <algorithm>
#include <array>

#include "core/enqueue/snapshot.h"
#include "core/plan/clock.h"
#include "core/redis/cluster.h"
#include "core/redis/error_reply.h"
#include "core/text/quote.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

/// Sidekiq warns its operators from here on, too: RTT_WARNING_LEVEL in sidekiq/launcher.rb.
constexpr Milliseconds slow{50};

constexpr int samples = 5;

/// "0.24 ms"
std::string latency_text(std::chrono::microseconds latency) {
  const auto hundredths = (latency.count() + 5) / 10;
  return std::to_string(hundredths / 100) + "." + std::to_string(100 + hundredths % 100).substr(1) +
         " ms";
}

void add_version(const Info& info, Findings& findings) {
  const bool valkey = !info.text("valkey_version").empty();
  const std::string version = info.text(valkey ? "valkey_version" : "redis_version");
  const std::string name = std::string(valkey ? "Valkey " : "Redis ") + escape_controls(version);
  const std::string& redis = info.text("redis_version");
  const bool old = redis.size() > 3 && redis[1] == '.' && redis.substr(0, 3) < "6.2";
  if (!old) return findings.ok("server", name);
  findings.warn("server", name + " is older than what sidetick is made for",
                "install Redis 6.2 or later, or Valkey");
}

/// A replica that may be written to loses what is written.
void add_role(const Info& info, Findings& findings) {
  if (info.text("role") != "slave") {
    return findings.ok("role", "the primary, with replicas: " + info.text("connected_slaves"));
  }
  const std::string of = "this Redis is a replica of " +
                         escape_controls(info.text("master_host") + ":" + info.text("master_port"));
  const char* advice = "name the primary in [redis], or the sentinels";
  if (info.text("slave_read_only") == "0") {
    return findings.warn("role", of + ", and what is written to it will be lost", advice);
  }
  findings.fail("role", Exit::temporary, of + ", and takes no writes", advice);
}

void add_cluster(const Info& info, const RedisSettings& redis, Findings& findings) {
  if (info.text("cluster_enabled") != "1") return;
  try {
    expect_hash_tag(redis);
    findings.ok("cluster", "Redis Cluster, and the hash tag keeps all keys on one node");
  } catch (const Error& error) {
    findings.fail("cluster", error.exit, error.what());
  }
}

void read_info(const Command& command, const Reply& reply, const DoctorRequest& request,
               ServerLook& look) {
  Findings& findings = look.findings;
  if (!reply.is_error()) {
    look.info.emplace(reply.text);
    add_version(*look.info, findings);
    add_role(*look.info, findings);
    return add_cluster(*look.info, request.redis, findings);
  }
  const auto meaning = meaning_of(command, reply);
  const std::string rule = request.access.missing_rule(command, reply);
  findings.skip("server", meaning.text, rule.empty() ? "" : request.access.line({rule}));
}

/// One answer to TIME.
struct Sample {
  ClockTime redis;
  ClockTime host;  ///< as near to Redis' as this host's clock may have been at that moment
  std::chrono::microseconds took{};
};

Sample ask_time(Redis& redis, const DoctorRequest& request) {
  const Command command = {"TIME"};
  const ClockTime asked = request.host_clock();
  const auto reply = ask_allowed(redis, request.access, {command}).at(0);
  const ClockTime answered = request.host_clock();
  const ClockTime time = read_time(command, reply);
  return {time, std::clamp(time, std::min(asked, answered), answered),
          std::max(answered - asked, std::chrono::microseconds{0})};
}

void add_latency(std::chrono::microseconds latency, Findings& findings) {
  const std::string text = latency_text(latency) + " a round trip";
  if (latency < slow) return findings.ok("latency", text);
  findings.warn("latency", text + ": a run takes one to three", "run sidetick nearer to Redis");
}

void add_clock(const Sample& sample, Seconds tolerance, ServerLook& look) {
  try {
    refuse_wrong_clock(sample.host, sample.redis);
    const auto warning = clock_warning(sample.host, sample.redis, tolerance);
    if (warning) return look.findings.warn("clock", *warning);
    look.findings.ok("clock", "this host's and Redis' agree");
  } catch (const Error& error) {
    look.is_usable = false;
    look.findings.fail("clock", error.exit, error.what());
  }
}

}  // namespace

ServerLook look_at_server(Redis& redis, const DoctorRequest& request) {
  // One of the two has a key, so that a node of a cluster can say that it is not the one.
  const std::vector<Command> commands = {{"TYPE", request.access.keys.cursors()}, {"INFO"}};
  const auto replies = redis.exchange(commands);
  ServerLook look;
  read_info(commands[1], replies.at(1), request, look);
  if (!replies[0].is_error()) return look;
  const auto meaning = meaning_of(commands[0], replies[0]);
  const bool is_acl = !request.access.missing_rule(commands[0], replies[0]).empty();
  // A password that is wanted, protected mode: nothing else would be answered.
  if (meaning.exit == Exit::refused && !is_acl) throw Error(meaning.exit, meaning.text);
  look.is_usable = meaning.exit != Exit::temporary;
  if (!look.is_usable) look.findings.fail("server", meaning.exit, meaning.text);
  return look;
}

void look_at_clock(Redis& redis, const DoctorRequest& request, ServerLook& look) {
  std::array<Sample, samples> taken;
  for (auto& sample : taken) sample = ask_time(redis, request);
  const Sample last = taken.back();
  look.time = last.redis;
  std::ranges::sort(taken, {}, &Sample::took);
  add_latency(taken[samples / 2].took, look.findings);
  add_clock(last, request.clock_tolerance, look);
}

}  // namespace sidetick
