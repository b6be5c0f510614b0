#include "core/why/why.h"

#include "core/backfill/ledger_lines.h"
#include "core/enqueue/ledger_members.h"
#include "core/enqueue/queue_length.h"
#include "core/enqueue/snapshot.h"
#include "core/job/payload.h"
#include "core/redis/expect.h"
#include "core/redis/wrong_type.h"
#include "core/text/json.h"
#include "core/why/job_search.h"

namespace sidetick {

namespace {

class Inquiry {
 public:
  Inquiry(Redis& redis, const WhyRequest& request) : redis_(redis), request_(request) {}

  Why run() {
    snapshot_ = take_snapshot(redis_, request_.keys, request_.schedules, request_.host_clock);
    read_clock();
    find_stored();
    ask_ledgers();
    if (!schedule()) collect_names();
    why_.is_known = why_.is_known || schedule() != nullptr;
    if (!why_.is_known) return std::move(why_);
    make_plan();
    for (std::size_t i = 0; i < request_.asked.size(); ++i) answer(i);
    return std::move(why_);
  }

 private:
  const Schedule* schedule() const {
    return request_.schedules.empty() ? nullptr : &request_.schedules.front();
  }

  Present present() const { return {why_.now, date::floor<Seconds>(snapshot_.redis_time)}; }

  void read_clock() {
    const Seconds tolerance = request_.clock_tolerance;
    const ClockTime clamped = clamp_clock(snapshot_.host_time, snapshot_.redis_time, tolerance);
    why_.now = date::floor<Seconds>(request_.now.value_or(clamped));
    if (request_.now) return;
    const auto warning = clock_warning(snapshot_.host_at_time, snapshot_.redis_time, tolerance);
    if (warning) why_.problems.push_back(*warning);
  }

  void find_stored() {
    if (schedule() != nullptr) {
      stored_ = snapshot_.stored.front();
      return;
    }
    take_field(snapshot_.cursors, stored_.cursor);
    take_field(snapshot_.states, stored_.state);
    if (stored_.cursor) stored_.parsed_cursor = parse_cursor(*stored_.cursor);
    if (snapshot_.published.erase(request_.name) > 0) why_.is_known = true;
  }

  void take_field(Hash& hash, std::optional<std::string>& text) {
    const auto found = hash.find(request_.name);
    if (found == hash.end()) return;
    text = std::move(found->second);
    hash.erase(found);
    why_.is_known = true;
  }

  /// Those of the file among them, for it is what a name that is not known may have been meant for.
  void collect_names() {
    for (const auto* hash : {&snapshot_.cursors, &snapshot_.states}) {
      for (const auto& [name, text] : *hash) why_.in_redis.push_back(name);
    }
    for (const auto& name : snapshot_.published) why_.in_redis.push_back(name);
  }

  void ask_ledgers() {
    entries_.resize(request_.asked.size());
    Pipeline pipeline;
    ask_ledger(request_.keys.ledger(request_.name), &LedgerEntry::by_runs, pipeline);
    ask_ledger(request_.keys.backfilled(request_.name), &LedgerEntry::by_backfills, pipeline);
    if (schedule() != nullptr) ask_queue(pipeline);
    pipeline.answer(redis_);
  }

  /// A key of another type holds all ticks up, and a full queue those of a schedule with a limit.
  void ask_queue(Pipeline& pipeline) {
    if (schedule()->max_backlog > 0) {
      ask_length(request_.keys, schedule()->job.queue, pipeline, lengths_);
    }
    pipeline.ask(
        {"TYPE", request_.keys.queue(schedule()->job.queue)},
        [this](const Command& command, const Reply& reply) {
          const auto& type = expect_text(command, reply);
          if (is_type(type, "list")) return;
          why_.problems.push_back(wrong_type_text(
              command[1], type, "list", "the ticks of " + json_string(request_.name) + " wait"));
        });
  }

  void ask_ledger(const std::string& key, bool LedgerEntry::*has, Pipeline& pipeline) {
    pipeline.ask({"TYPE", key}, [this](const Command& command, const Reply& reply) {
      const auto& type = expect_text(command, reply);
      if (!is_type(type, "zset")) {
        throw_wrong_type(command[1], type, "sorted set",
                         "whether the tick was enqueued is not known");
      }
      why_.is_known = why_.is_known || type != "none";
    });
    for (std::size_t i = 0; i < request_.asked.size(); ++i) {
      const Instant tick = request_.asked[i].at;
      pipeline.ask(ledger_range(key, tick, tick),
                   [this, i, tick, has](const Command& command, const Reply& reply) {
                     for (const auto& series : read_members(command, reply)) {
                       if (series.has(tick)) entries_[i].*has = true;
                     }
                   });
    }
  }

  void make_plan() {
    if (schedule() == nullptr) return;
    const Neighbours neighbours(request_.names_in_file);
    const Present now = present();
    const PlanContext context{now, neighbours, request_.history, snapshot_.deleted};
    const Fingerprint own{form_hash(*schedule()), std::nullopt};
    plan_ = plan_schedule(*schedule(), 0, stored_, own, context);
    const std::string where = "schedule " + json_string(request_.name) + ": ";
    for (const auto& note : plan_.notes) {
      if (note.is_warning) why_.problems.push_back(where + note.text);
    }
    if (plan_.fault) why_.held_up = plan_.fault->text;
  }

  Instant complete_since() const {
    return ledger_lines(stored_.cursor, why_.now, request_.history).complete;
  }

  std::optional<std::size_t> queue_length() const {
    return lengths_.empty() ? std::nullopt : std::optional(lengths_.begin()->second);
  }

  void answer(std::size_t index) {
    const bool in_file = schedule() != nullptr;
    const ScheduleFacts facts{schedule(), stored_,          in_file ? &plan_ : nullptr,
                              present(),  complete_since(), queue_length()};
    WhyAnswer answer;
    answer.tick = judge_tick(facts, entries_[index], request_.asked[index]);
    answer.jid = job_id(request_.keys.job_prefix(), request_.name, request_.asked[index].at);
    if (may_have_job(answer.tick.verdict)) look_for_job(answer);
    why_.answers.push_back(std::move(answer));
  }

  static bool may_have_job(Verdict verdict) {
    return verdict == Verdict::enqueued || verdict == Verdict::unknown;
  }

  /// Of a tick of which the ledger does not tell, the job may: the dead stay for months.
  void look_for_job(WhyAnswer& answer) {
    const std::string queue = schedule() != nullptr ? schedule()->job.queue : "";
    JobRecord job = find_job(redis_, request_.keys, queue, answer.jid);
    if (job.place != JobPlace::gone) note_found_job(job.is_backfill, answer.tick);
    if (answer.tick.verdict == Verdict::enqueued) answer.job = std::move(job);
  }

  Redis& redis_;
  const WhyRequest& request_;
  Snapshot snapshot_;
  StoredState stored_;
  SchedulePlan plan_{};
  QueueLengths lengths_;              // of the schedule's queue, where it has a limit
  std::vector<LedgerEntry> entries_;  // one for each that was asked for
  Why why_;
};

}  // namespace

Why find_out_why(Redis& redis, const WhyRequest& request) {
  return Inquiry(redis, request).run();
}

}  // namespace sidetick
