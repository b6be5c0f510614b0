#include "core/enqueue/preflight.h"

#include "core/redis/expect.h"
#include "core/redis/wrong_type.h"
#include "core/text/hash.h"

namespace sidetick {

namespace {

using Field = std::optional<std::string> Expected::*;

/// HMGET of one field for each cursor of the batch: is it still what it was?
void ask_unchanged(const std::string& key, const std::vector<Schedule>& schedules,
                   const Batch& batch, const std::vector<Expected>& expected, Field field,
                   Pipeline& pipeline, PreflightResult& result) {
  Command command = {"HMGET", key};
  for (const auto& entry : batch.cursors) command.push_back(schedules[entry.first].name);
  if (command.size() == 2) return;
  pipeline.ask(std::move(command),
               [&expected, &result, field](const Command& asked, const Reply& reply) {
                 const auto& texts = expect_array(asked, reply, static_cast<int>(expected.size()));
                 for (std::size_t i = 0; i < texts.size(); ++i) {
                   result.stale |= expect_optional(asked, texts[i]) != expected[i].*field;
                 }
               });
}

void ask_page(const std::string& key, Pipeline& pipeline, PreflightResult& result) {
  pipeline.ask({"TYPE", key}, [&result](const Command& asked, const Reply& reply) {
    const auto& type = expect_text(asked, reply);
    if (is_type(type, "hash")) return;
    result.page_ok = false;
    result.jobs.faults.push_back(page_fault(asked[1], type));
  });
}

void ask_leaver(const Keys& keys, const Leaver& leaver, Pipeline& pipeline,
                PreflightResult& result) {
  pipeline.ask({"HGET", keys.schedules(), leaver.name},
               [&leaver, &result](const Command&, const Reply& reply) {
                 const bool ours = reply.is_string() && hash64(reply.text) == leaver.cursor.page;
                 if (ours) result.ours.insert(leaver.name);
               });
}

}  // namespace

Fault page_fault(const std::string& key, const std::string& type) {
  return {Exit::data,
          wrong_type_text(key, type, "hash", "jobs are enqueued, but the web page is not kept")};
}

void ask_preflight(const Keys& keys, const std::vector<Schedule>& schedules, const Batch& batch,
                   const std::optional<std::vector<Expected>>& expected, Pipeline& pipeline,
                   PreflightResult& result) {
  ask_job_check(keys, schedules, batch.jobs, Ledgers::live, {"WATCH", keys.cursors()}, pipeline,
                result.jobs);
  if (expected) {
    ask_unchanged(keys.cursors(), schedules, batch, *expected, &Expected::cursor, pipeline, result);
    ask_unchanged(keys.states(), schedules, batch, *expected, &Expected::state, pipeline, result);
  }
  for (const auto& key : {keys.schedules(), keys.last_times(), keys.next_times()}) {
    ask_page(key, pipeline, result);
  }
  for (const auto& leaver : batch.leavers) ask_leaver(keys, leaver, pipeline, result);
}

}  // namespace sidetick
