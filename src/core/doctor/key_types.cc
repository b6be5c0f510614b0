#include "core/doctor/key_types.h"

#include <map>
#include <vector>

#include "core/redis/expect.h"
#include "core/redis/wrong_type.h"
#include "core/text/json.h"

namespace sidetick {

namespace {

struct TypedKey {
  std::string key;
  std::string type;         ///< as TYPE says it
  std::string consequence;  ///< of another type
  bool is_for_run = true;
};

constexpr const char* no_run = "nothing is enqueued";
constexpr const char* no_page = "jobs are enqueued, but the web page is not kept";

void add_ledgers(const Keys& keys, const std::string& name, std::vector<TypedKey>& typed) {
  typed.push_back({keys.ledger(name), "zset", "the ticks of " + json_string(name) + " wait"});
  typed.push_back(
      {keys.backfilled(name), "zset", "backfill of " + json_string(name) + " is refused", false});
}

std::vector<TypedKey> typed_keys(const DoctorRequest& request) {
  const Keys& keys = request.access.keys;
  std::vector<TypedKey> typed = {{keys.cursors(), "hash", no_run},
                                 {keys.states(), "hash", no_run},
                                 {keys.queues(), "set", no_run}};
  std::map<std::string, std::string> queues;  // name -> the schedules that push to it
  for (const auto& schedule : request.schedules) {
    std::string& names = queues[schedule.job.queue];
    names += (names.empty() ? "" : ", ") + json_string(schedule.name);
  }
  for (const auto& [queue, names] : queues) {
    typed.push_back({keys.queue(queue), "list", "the ticks of " + names + " wait"});
  }
  for (const auto& schedule : request.schedules) add_ledgers(keys, schedule.name, typed);
  for (const auto& key : {keys.schedules(), keys.last_times(), keys.next_times()}) {
    typed.push_back({key, "hash", no_page});
  }
  return typed;
}

std::string in_words(const std::string& type) {
  return type == "zset" ? "sorted set" : type;
}

}  // namespace

KeysLook look_at_keys(Redis& redis, const DoctorRequest& request) {
  const auto typed = typed_keys(request);
  std::vector<Command> commands;
  commands.reserve(typed.size());
  for (const auto& each : typed) commands.push_back({"TYPE", each.key});
  const auto replies = ask_allowed(redis, request.access, commands);
  KeysLook look;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const auto& each = typed[i];
    const std::string& type = expect_text(commands[i], replies.at(i));
    if (is_type(type, each.type)) continue;
    look.wrong.insert(each.key);
    // The remedy stands at the end of the text, as a run says it.
    const auto text = wrong_type_text(each.key, type, in_words(each.type), each.consequence);
    if (each.is_for_run) {
      look.findings.fail("keys", Exit::data, text);
    } else {
      look.findings.warn("keys", text);
    }
  }
  if (look.wrong.empty()) look.findings.ok("keys", "each is of its type, or not there yet");
  return look;
}

}  // namespace sidetick
