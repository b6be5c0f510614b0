#include "core/enqueue/run.h"

#include <algorithm>

#include "core/enqueue/batch.h"
#include "core/enqueue/multi_exec.h"
#include "core/enqueue/preflight.h"
#include "core/enqueue/pushes.h"
#include "core/enqueue/run_transaction.h"
#include "core/enqueue/snapshot.h"
#include "core/job/web_entry.h"
#include "core/redis/expect.h"
#include "core/text/hash.h"
#include "core/text/json.h"

namespace sidetick {

namespace {

class Attempt {
 public:
  Attempt(Redis& redis, const RunRequest& request, RunResult& result)
      : redis_(redis), request_(request), schedules_(request.schedules), result_(result) {}

  Outcome run() {
    snapshot_ = take_snapshot(redis_, request_.keys, schedules_, request_.host_clock,
                              [this] { make_fingerprints(); });
    read_clock();
    if (!snapshot_.wrong_last_runs.empty()) add_wrong_last_runs();
    make_plans();
    find_leftovers();
    return write_batches();
  }

 private:
  void read_clock() {
    const ClockTime host = snapshot_.host_time;
    const Seconds tolerance = request_.clock_tolerance;
    result_.now = request_.now.value_or(clamp_clock(host, snapshot_.redis_time, tolerance));
    if (request_.now) return;
    const auto warning = clock_warning(snapshot_.host_at_time, snapshot_.redis_time, tolerance);
    if (warning) add_once(result_.warnings, *warning);
  }

  /// The next run does not find it again: those that were new have a cursor then.
  void add_wrong_last_runs() {
    const auto& type = snapshot_.wrong_last_runs;
    add_once(result_.faults, {Exit::data, last_runs_text(request_.keys.last_runs(), type)});
  }

  Instant now() const { return date::floor<Seconds>(result_.now); }
  Instant redis_now() const { return date::floor<Seconds>(snapshot_.redis_time); }
  Present present() const { return {now(), redis_now()}; }

  void make_fingerprints() {
    fingerprints_.reserve(schedules_.size());
    for (const auto& schedule : schedules_) {
      fingerprints_.push_back({ticks_hash(schedule), hash64(web_entry_json(schedule))});
    }
  }

  void make_plans() {
    plans_.reserve(schedules_.size());
    // Of a dry run there is no second plan.
    const std::size_t most_due =
        request_.dry_run ? ticks_per_plan : ticks_of_each_per_plan(schedules_.size());
    if (!snapshot_.page_readable) add_once(result_.faults, page_fault(request_.keys.schedules()));
    for (std::size_t i = 0; i < schedules_.size(); ++i) {
      if (!snapshot_.page_readable) fingerprints_[i].page.reset();
      auto plan =
          plan_schedule(schedules_, i, snapshot_.stored[i], fingerprints_[i], present(), most_due);
      if (!plan.notes.empty()) take_notes(plan);
      if (plan.needs_write) plans_.push_back(std::move(plan));
    }
  }

  void take_notes(const SchedulePlan& plan) {
    const std::string where = "schedule " + json_string(schedules_[plan.schedule].name) + ": ";
    for (const auto& note : plan.notes) {
      auto text = where + note.text;
      auto& texts = note.is_warning ? result_.warnings : result_.news;
      if (result_.said.insert(text).second) texts.push_back(std::move(text));
    }
  }

  /// Schedules that have an entry on the web page by us, but are in the file no more.
  void find_leftovers() {
    if (!request_.tidy_page || snapshot_.published.empty()) return;
    const std::set<std::string_view> in_file(request_.names_in_file.begin(),
                                             request_.names_in_file.end());
    for (const auto& name : snapshot_.published) {
      auto cursor = snapshot_.cursors.find(name);
      if (cursor == snapshot_.cursors.end() || in_file.contains(name)) continue;
      auto parsed = parse_cursor(cursor->second);
      if (parsed && parsed->page_hash != unpublished) leftovers_.push_back({name, *parsed});
    }
  }

  Outcome write_batches() {
    BatchMaker maker(schedules_, plans_);
    auto make_batch = [&] { return maker.next(blocked_, request_.key_namespace, result_.now); };
    Batch batch = make_batch();
    batch.leftovers = std::move(leftovers_);
    if (batch.empty()) return finish();
    JobCheckResult clearance = clear_first(batch);
    while (true) {
      if (clearance.stale) return conflict();
      take_clearance(clearance);
      Batch next = make_batch();
      auto next_clearance = commit(batch, clearance, next);
      if (!next_clearance) return conflict();
      if (next.empty()) return finish();
      batch = std::move(next);
      clearance = std::move(*next_clearance);
    }
  }

  JobCheckResult clear_first(const Batch& batch) {
    Preflight preflight(request_.keys, schedules_, snapshot_.stored, batch, false);
    auto commands = preflight.commands();
    open_transaction(commands);
    auto replies = redis_.exchange(commands);
    check_transaction_opened(replies);
    return preflight.read(replies.begin());
  }

  void take_clearance(const JobCheckResult& clearance) {
    for (const auto& fault : clearance.faults) add_once(result_.faults, fault);
    blocked_.insert(clearance.blocked.begin(), clearance.blocked.end());
  }

  /// MULTI travels with the preflight: where a server refuses it (an ACL, a proxy), the commands
  /// that follow would be carried out one by one, so they are not sent before it said OK.
  void open_transaction(std::vector<Command>& commands) const {
    if (!request_.dry_run) commands.push_back({"MULTI"});
  }

  void check_transaction_opened(const std::vector<Reply>& replies) const {
    if (!request_.dry_run) expect_ok({"MULTI"}, replies.back());
  }

  /// Executes `batch`, and looks ahead to `next` in the same round trip. Nothing when a watched key
  /// was touched.
  std::optional<JobCheckResult> commit(const Batch& batch, const JobCheckResult& clearance,
                                       const Batch& next) {
    const TransactionContext context{request_.keys,   schedules_,       now(),
                                     forget_before(), request_.history, request_.min_replicas};
    auto commands = transaction_commands(context, batch, clearance);
    if (request_.dry_run) commands.clear();
    auto size = static_cast<long>(commands.size());
    remember_cursors(batch, clearance);
    Preflight preflight(request_.keys, schedules_, snapshot_.stored, next, !request_.dry_run);
    if (!next.empty()) {
      commands.insert(commands.end(), preflight.commands().begin(), preflight.commands().end());
      open_transaction(commands);
    }
    std::vector<Reply> replies;
    try {
      if (!commands.empty()) replies = redis_.exchange(commands);
    } catch (...) {
      // Perhaps it was carried out, and then no later run finds these ticks any more.
      recorder_.record_skips(batch, clearance);
      throw;
    }
    TransactionResult done;
    if (!request_.dry_run) {
      commands.resize(static_cast<std::size_t>(size));
      done = read_transaction(request_.min_replicas, commands, replies.begin());
      if (!done.committed) return std::nullopt;
      for (auto& fault : done.faults) add_once(result_.faults, std::move(fault));
      for (auto& warning : done.warnings) add_once(result_.warnings, std::move(warning));
    }
    recorder_.record(batch, clearance, done.failed_keys);
    if (done.begin_again) throw NotReady(*done.begin_again);
    if (next.empty()) return JobCheckResult{};
    check_transaction_opened(replies);
    return preflight.read(replies.begin() + size);
  }

  /// What the next preflight is to find.
  void remember_cursors(const Batch& batch, const JobCheckResult& clearance) {
    for (const auto& entry : batch.cursors) {
      const auto cursor = clearance.cursor_of(batch, entry);
      if (cursor) snapshot_.stored[entry.first].cursor = cursor->text();
    }
  }

  /// By the host's bad clock, or one given by hand, no tick is forgotten that still matters.
  Instant forget_before() const {
    return std::min(now(), redis_now()) - request_.history - ledger_grace;
  }

  Outcome conflict() {
    ++result_.conflicts;
    return Outcome::conflict;
  }

  Outcome finish() const {
    bool more = std::ranges::any_of(plans_, [&](const SchedulePlan& plan) {
      return plan.more && !blocked_.contains(plan.schedule);
    });
    return more && !request_.dry_run ? Outcome::more : Outcome::done;
  }

  Redis& redis_;
  const RunRequest& request_;
  const std::vector<Schedule>& schedules_;
  RunResult& result_;
  Snapshot snapshot_;
  std::vector<Fingerprint> fingerprints_;
  std::vector<SchedulePlan> plans_;  // of the schedules that something is written of
  std::vector<Leftover> leftovers_;
  std::set<std::size_t> blocked_;
  Recorder recorder_{request_.keys, schedules_, plans_, result_};
};

}  // namespace

Outcome enqueue_due(Redis& redis, const RunRequest& request, RunResult& result) {
  try {
    return Attempt(redis, request, result).run();
  } catch (const ConnectionLost&) {
    result.in_doubt = true;
    throw;
  }
}

}  // namespace sidetick
