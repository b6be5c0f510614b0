#include "core/admin/trigger.h"

#include "core/enqueue/multi_exec.h"
#include "core/enqueue/pushes.h"
#include "core/enqueue/snapshot.h"
#include "core/error.h"
#include "core/job/payload.h"
#include "core/plan/clock.h"
#include "core/plan/switch.h"
#include "core/redis/expect.h"
#include "core/redis/wrong_type.h"
#include "core/text/json.h"

namespace sidetick {

namespace {

class TriggerAttempt {
 public:
  TriggerAttempt(Redis& redis, const TriggerRequest& request, TriggerResult& result)
      : redis_(redis), request_(request), schedule_(request.schedules.front()), result_(result) {}

  void run() {
    look();
    make_job();
    open_transaction(redis_);
    const auto commands = transaction();
    if (const auto replies = exchange_once(commands)) read(commands, *replies);
  }

 private:
  void look() {
    const Keys& keys = request_.keys;
    const std::vector<Command> commands = {{"TIME"},
                                           {"HGET", keys.states(), schedule_.name},
                                           {"TYPE", keys.queue(schedule_.job.queue)},
                                           {"TYPE", keys.queues()}};
    const auto replies = redis_.exchange(commands);
    const ClockTime host = request_.host_clock();
    const ClockTime redis = read_time(commands[0], replies[0]);
    refuse_wrong_clock(host, redis);
    now_ = clamp_clock(host, redis, request_.clock_tolerance);
    read_switch(commands[1], replies[1]);
    check_type(commands[2], replies[2], "list");
    check_type(commands[3], replies[3], "set");
  }

  /// A key of another type says nothing of this schedule.
  void read_switch(const Command& command, const Reply& reply) {
    if (reply.is_error("WRONGTYPE")) return;
    std::vector<Note> notes;
    result_.disabled = !switched_on(expect_optional(command, reply), notes);
  }

  static void check_type(const Command& command, const Reply& reply, const std::string& needed) {
    const auto& type = expect_text(command, reply);
    if (is_type(type, needed)) return;
    throw_wrong_type(command[1], type, needed, "nothing was enqueued");
  }

  void make_job() {
    result_.tick = date::floor<Seconds>(now_);
    job_ = {0, result_.tick, job_payload(schedule_, result_.tick, request_.jid, now_)};
  }

  std::vector<Command> transaction() const {
    std::vector<Command> commands;
    add_pushes(request_.keys, request_.schedules, {&job_}, commands);
    add_exec(request_.min_replicas, commands);
    return commands;
  }

  /// Nothing when the answer is lost.
  std::optional<std::vector<Reply>> exchange_once(const std::vector<Command>& commands) {
    try {
      return redis_.exchange(commands);
    } catch (const ConnectionLost& lost) {
      note_doubt(lost.what());
    } catch (const Error& error) {
      note_doubt(error.what());
    }
    return std::nullopt;
  }

  void note_doubt(const std::string& why) {
    result_.doubt =
        why +
        ": the answer to EXEC is lost, so the job may or may not have been enqueued; before it is "
        "triggered again, look for jid " +
        request_.jid + " in queue " + json_string(schedule_.job.queue) + " and in the workers' log";
  }

  void read(const std::vector<Command>& commands, const std::vector<Reply>& replies) {
    const auto done = read_transaction(0, commands, replies.begin());
    const auto queue = request_.keys.queue(schedule_.job.queue);
    for (const auto& key : done.failed_keys) {
      throw Error(Exit::data, "redis key " + json_string(key) + " has become another type: " +
                                  (done.failed_keys.contains(queue)
                                       ? "the job was not enqueued"
                                       : "job " + request_.jid + " was enqueued all the same"));
    }
    result_.enqueued = done.committed;
    if (done.committed) read_wait(commands, replies);
  }

  /// Whatever comes of WAIT, the job is enqueued: nothing of it may lead to another attempt.
  void read_wait(const std::vector<Command>& commands, const std::vector<Reply>& replies) {
    try {
      const auto done = read_transaction(request_.min_replicas, commands, replies.begin());
      result_.warnings = done.warnings;
      for (const auto& fault : done.faults) result_.warnings.push_back(fault.text);
    } catch (const std::runtime_error& error) {
      result_.warnings = {error.what()};
    }
  }

  Redis& redis_;
  const TriggerRequest& request_;
  const Schedule& schedule_;
  TriggerResult& result_;
  ClockTime now_;
  PlannedJob job_;
};

}  // namespace

void trigger(Redis& redis, const TriggerRequest& request, TriggerResult& result) {
  TriggerAttempt(redis, request, result).run();
}

}  // namespace sidetick
