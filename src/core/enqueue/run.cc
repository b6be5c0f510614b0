#include "core/enqueue/run.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>

#include "core/enqueue/batch.h"
#include "core/enqueue/leavers.h"
#include "core/enqueue/multi_exec.h"
#include "core/enqueue/preflight.h"
#include "core/enqueue/run_plans.h"
#include "core/enqueue/run_transaction.h"
#include "core/enqueue/shorten.h"
#include "core/enqueue/take_back.h"
#include "core/error.h"
#include "core/plan/ledger.h"
#include "core/plan/switch.h"
#include "core/redis/expect.h"
#include "core/text/json.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

/// A host that moved a cursor no longer ago may still be at work.
constexpr Seconds just_now{10};

/// A ledger of a tick a minute is trimmed so often while its ticks become too old.
constexpr int trims_per_history = 100;

/// What one transaction takes. Its look refers to it: it stays where it is.
struct Step {
  Batch batch;
  std::optional<std::vector<Expected>> expected;  ///< where WATCH begins with the look
  PreflightResult found;
  Pipeline look;
  std::map<std::size_t, Cursor> cursors;  ///< those that are written
  std::vector<Command> commands;          ///< after MULTI
};
using StepPtr = std::unique_ptr<Step>;

class Attempt {
 public:
  Attempt(Redis& redis, const RunRequest& request, RunResult& result)
      : redis_(redis), request_(request), schedules_(request.schedules), result_(result) {}

  Outcome run() {
    if (result_.rival.goes_on(redis_, request_.keys)) return Outcome::conflict;
    snapshot_ = take_snapshot(redis_, request_.keys, schedules_, request_.host_clock,
                              [this] { fingerprints_ = make_fingerprints(schedules_); });
    read_clock();
    if (!snapshot_.wrong_last_runs.empty()) add_wrong_last_runs();
    make_plans();
    if (is_left_to_rival()) return Outcome::conflict;
    const Outcome outcome = request_.dry_run ? rehearse() : write_batches();
    if (outcome != Outcome::done || request_.dry_run) return outcome;
    keep_ledgers_short();
    if (request_.whole_file) delete_gone();
    return outcome;
  }

 private:
  void read_clock() {
    const ClockTime redis = snapshot_.redis_time;
    const Seconds tolerance = request_.clock_tolerance;
    result_.now = request_.now.value_or(clamp_clock(snapshot_.host_time, redis, tolerance));
    if (request_.now) return refuse_to_come();
    result_.held_back = snapshot_.host_time - result_.now;
    refuse_wrong_clock(snapshot_.host_at_time, redis);
    const auto warning = clock_warning(snapshot_.host_at_time, redis, tolerance);
    if (warning) add_once(result_.warnings, *warning);
  }

  /// Nobody enqueues what has not happened yet.
  void refuse_to_come() const {
    const Instant latest = redis_now() + request_.clock_tolerance;
    if (request_.dry_run || now() <= latest) return;
    throw Error(Exit::usage, "--now " + format_instant(now()) + ": is " +
                                 length_text(now() - redis_now()) + " ahead of Redis' clock (" +
                                 format_instant(redis_now()) +
                                 "): ticks to come cannot be enqueued; to see them, add --dry-run");
  }

  /// Those that were new have a cursor after this run, so no later run says it again.
  void add_wrong_last_runs() {
    const auto& type = snapshot_.wrong_last_runs;
    add_once(result_.faults, {Exit::data, last_runs_text(request_.keys.last_runs(), type)});
  }

  Instant now() const { return date::floor<Seconds>(result_.now); }
  Instant redis_now() const { return date::floor<Seconds>(snapshot_.redis_time); }
  /// By the host's bad clock, or one given by hand, nothing is forgotten that still matters.
  Instant earlier_now() const { return std::min(now(), redis_now()); }

  void make_plans() {
    const Present present{now(), redis_now()};
    PlanContext context{present, neighbours_, request_.history, snapshot_.deleted};
    context.count_limit = skip_count_limit(schedules_.size());
    // Of a dry run there is no second plan.
    if (!request_.dry_run) context.most_due = ticks_of_each_per_plan(schedules_.size());
    if (const auto& type = snapshot_.wrong_page; !type.empty()) {
      add_once(result_.faults, page_fault(request_.keys.schedules(), type));
    }
    plans_ = make_run_plans(redis_, request_.keys, schedules_, fingerprints_, context, snapshot_);
    note_switches();
    for (const auto& plan : plans_) take_notes(plan);
    std::erase_if(plans_, [](const SchedulePlan& plan) { return !plan.needs_write; });
  }

  void note_switches() {
    result_.off.clear();
    result_.waiting.clear();
    std::vector<Note> of_plans;  // what cannot be read is told with the plans
    for (std::size_t i = 0; i < schedules_.size(); ++i) {
      const auto& state = snapshot_.stored[i].state;
      if (state && !switched_on(state, of_plans)) result_.off.insert(i);
    }
  }

  void take_notes(const SchedulePlan& plan) {
    const auto where = [&] {
      return "schedule " + json_string(schedules_[plan.schedule].name) + ": ";
    };
    if (plan.fault) {
      Fault fault = *plan.fault;
      fault.text.insert(0, where());
      add_once(result_.faults, std::move(fault));
    }
    for (const auto& note : plan.notes) {
      auto text = where() + note.text;
      auto& texts = note.is_warning ? result_.warnings : result_.news;
      if (result_.said.insert(text).second) texts.push_back(std::move(text));
    }
  }

  std::size_t count_due() const {
    return std::accumulate(
        plans_.begin(), plans_.end(), std::size_t{0},
        [](std::size_t sum, const SchedulePlan& plan) { return sum + plan.due.size(); });
  }

  /// What is more than a first batch: one of the two transactions would fail for the other.
  bool is_left_to_rival() {
    auto& rival = result_.rival;
    if (count_due() <= first_batch.ticks || rival.is_gone()) return false;
    if (!rival.was_seen() && !another_host_has_begun()) return false;
    rival.watch(plans_, schedules_, snapshot_.stored);
    return true;
  }

  /// Some schedules have been dealt with since the last of the due ticks was due, and not by this run.
  bool another_host_has_begun() const {
    if (request_.dry_run || !result_.enqueued.empty() || result_.in_doubt) return false;
    Instant since = now() - just_now;
    for (const auto& plan : plans_) {
      if (!plan.due.empty()) since = std::max(since, plan.due.back());
    }
    const Instant until = now() + request_.clock_tolerance;  // beyond is of a wrong clock
    return std::ranges::any_of(snapshot_.stored, [&](const StoredState& stored) {
      const auto& cursor = stored.parsed_cursor;
      return cursor && cursor->at >= since && cursor->at <= until;
    });
  }

  bool may_tidy() const { return request_.whole_file && !request_.dry_run; }

  /// What would be done, as far as one look tells.
  Outcome rehearse() {
    BatchMaker maker(schedules_, plans_);
    Recorder recorder(plans_, result_);
    QueueLengths pushed;
    while (true) {
      Step step;
      auto& [batch, expected, found, look, cursors, commands] = step;
      batch = make_batch(maker, {});
      if (batch.empty()) return Outcome::done;
      ask_preflight(request_.keys, schedules_, batch, std::nullopt, look, found);
      look.answer(redis_);
      for (auto& [queue, length] : found.jobs.queue_lengths) length += pushed[queue];
      take_found(step);
      for (const auto* job : jobs_let_in(batch, found.jobs)) {
        ++pushed[schedules_[job->schedule].job.queue];
      }
      recorder.record(batch, found.jobs, written_cursors(batch, found, {}), {});
    }
  }

  Batch make_batch(BatchMaker& maker, const BatchLimits& limits) const {
    return maker.next(limits, blocked_, request_.keys.job_prefix(), result_.now);
  }

  Outcome write_batches() {
    BatchMaker maker(schedules_, plans_);
    Recorder recorder(plans_, result_);
    Step first;
    first.batch = make_batch(maker, first_batch);
    if (may_tidy()) first.batch.leavers = find_leavers(snapshot_, neighbours_, now());
    note_renamed(first.batch.leavers);
    if (first.batch.empty()) return Outcome::done;
    const Outcome outcome = write_first(first, recorder);
    if (outcome != Outcome::done) return outcome;
    return write_rest(maker, recorder);
  }

  /// Looks at nothing of what follows: a host that is beaten has asked for little.
  Outcome write_first(Step& step, Recorder& recorder) {
    ask(step);
    step.look.answer(redis_);
    take_found(step);
    prepare(step);
    return write(step, Step(), recorder, [] {});
  }

  /// While the server is at one step, the next is prepared as if nothing were found that stands in
  /// its way, and the one after made.
  Outcome write_rest(BatchMaker& maker, Recorder& recorder) {
    StepPtr before;
    StepPtr step = make_step(maker);
    if (step->batch.empty()) return is_more() ? Outcome::more : Outcome::done;
    StepPtr next;
    step->look.answer(redis_, [&] { next = prepare_and_make_next(*step, maker); });
    while (true) {
      if (step->found.stale) return conflict();
      if (!is_as_prepared(*step)) {
        take_found(*step);
        maker.rewind(next->batch);
        next = prepare_and_make_next(*step, maker);
      }
      StepPtr after_next;
      const Outcome outcome = write(*step, *next, recorder, [&] {
        before.reset();
        after_next = prepare_and_make_next(*next, maker);
      });
      if (outcome != Outcome::done) return outcome;
      if (next->batch.empty()) return is_more() ? Outcome::more : Outcome::done;
      before = std::exchange(step, std::exchange(next, std::move(after_next)));
    }
  }

  StepPtr make_step(BatchMaker& maker) const {
    auto step = std::make_unique<Step>();
    step->batch = make_batch(maker, {});
    if (step->batch.empty()) return step;
    step->expected = expected_of(step->batch);
    ask(*step);
    return step;
  }

  StepPtr prepare_and_make_next(Step& step, BatchMaker& maker) {
    prepare(step);
    return make_step(maker);
  }

  /// One has gone and another with the same ticks and the same entry on the page has come.
  void note_renamed(const std::vector<Leaver>& leavers) {
    for (const auto& leaver : leavers) {
      for (const auto& plan : plans_) {
        const auto& own = fingerprints_[plan.schedule];
        const bool is_new = !snapshot_.stored[plan.schedule].cursor;
        const bool same = leaver.cursor.form == own.form && leaver.cursor.page == own.page;
        if (!is_new || !same) continue;
        add_once(result_.news, "schedule " + json_string(schedules_[plan.schedule].name) +
                                   ": looks like " + json_string(leaver.name) +
                                   " under another name: to Redis it is another schedule, which "
                                   "begins anew");
      }
    }
  }

  /// MULTI travels with the preflight: where a server refuses it (an ACL, a proxy), the commands
  /// that follow would be carried out one by one, so they are not sent before it said OK. A batch
  /// of which perhaps nothing is written does without.
  void ask(Step& step) const {
    ask_preflight(request_.keys, schedules_, step.batch, step.expected, step.look, step.found);
    step.found.is_open = !may_all_wait(schedules_, step.batch);
    if (step.found.is_open) ask_ok({"MULTI"}, step.look);
  }

  void add_lines(const Step& step, TrimLines& lines) const {
    const Instant forget_before = earlier_now() - request_.history - ledger_grace;
    add_trims(step.batch, step.found, forget_before, request_.history / trims_per_history, lines);
  }

  /// The answers are those that it was prepared with.
  bool is_as_prepared(const Step& step) const {
    TrimLines lines;
    add_lines(step, lines);
    return lines.empty() && step.found.is_plain();
  }

  /// Later batches leave out the schedules that wait.
  void take_found(Step& step) {
    auto& found = step.found.jobs;
    for (const auto& fault : found.faults) add_once(result_.faults, fault);
    blocked_.insert(found.blocked.begin(), found.blocked.end());
    for (const auto& ticks : hold_back(schedules_, plans_, step.batch, found)) {
      result_.waiting.push_back(ticks);
      blocked_.insert(ticks.schedule);
    }
  }

  /// By what was found of it, or, before the answers, as if there were nothing in its way.
  void prepare(Step& step) {
    add_lines(step, lines_);
    step.cursors = written_cursors(step.batch, step.found, lines_);
    const TransactionContext context{request_.keys, schedules_, now(), request_.min_replicas};
    step.commands = run_transaction(context, step.batch, step.found, step.cursors, lines_);
    expect(step);
  }

  /// Executes `step`, and looks at `next` in the same round trip; `work` is done while the server is
  /// at that. Outcome::done: it is written, and `next` is answered.
  Outcome write(const Step& step, const Step& next, Recorder& recorder,
                const std::function<void()>& work) {
    const auto& [batch, expected, found, look, cursors, commands] = step;
    if (commands.empty()) {
      if (found.is_open) discard_transaction(redis_);
      next.look.answer(redis_, work);
      recorder.record(batch, found.jobs, cursors, {});
      return Outcome::done;
    }
    if (!found.is_open) open_transaction(redis_);
    const auto replies = send(step, next.look.commands(), recorder, work);
    const auto done = read_transaction(request_.min_replicas, commands, replies.begin());
    if (!done.committed) return conflict();
    for (const auto& fault : done.faults) add_once(result_.faults, fault);
    for (const auto& warning : done.warnings) add_once(result_.warnings, warning);
    const auto lost = lost_jobs(batch, found.jobs, done);
    recorder.record(batch, found.jobs, cursors, {lost.begin(), lost.end()});
    if (!lost.empty()) {
      if (next.found.is_open) discard_transaction(redis_);
      take_back_jobs(lost);
      return Outcome::more;
    }
    if (!done.begin_again.empty()) throw NotReady(done.begin_again);
    note_long_ledgers(step);
    next.look.read(replies.begin() + static_cast<long>(commands.size()));
    return Outcome::done;
  }

  void note_long_ledgers(const Step& step) {
    for (const auto* plan : step.batch.done) {
      if (!is_turn_to_shorten(*plan)) continue;
      const auto oldest = step.found.jobs.oldest_of(plan->schedule);
      if (!oldest || *oldest >= earlier_now() - single_for) continue;
      long_ledgers_.push_back(request_.keys.ledger(schedules_[plan->schedule].name));
    }
  }

  std::vector<Reply> send(const Step& step, const std::vector<Command>& more, Recorder& recorder,
                          const std::function<void()>& work) {
    try {
      redis_.send(step.commands);
      return redis_.exchange_while(more, work);
    } catch (...) {
      recorder.record_skips(step.cursors);
      throw;
    }
  }

  /// The jobs whose push failed inside EXEC: their ticks are in the ledger, and they are nowhere.
  JobList lost_jobs(const Batch& batch, const JobCheckResult& found,
                    const TransactionResult& done) const {
    if (done.failed_keys.empty()) return {};
    JobList lost = jobs_let_in(batch, found);
    std::erase_if(lost, [&](const PlannedJob* job) {
      return !done.failed_keys.contains(request_.keys.queue(schedules_[job->schedule].job.queue));
    });
    return lost;
  }

  void take_back_jobs(const JobList& lost) {
    std::vector<LostEntries> entries;
    std::vector<LostPosition> positions;
    for (auto& [index, ticks] : ticks_by_schedule(lost)) {
      const auto& name = schedules_[index].name;
      positions.push_back({name, fingerprints_[index].form, ticks.front()});
      entries.push_back({request_.keys.ledger(name), ticks});
    }
    take_back(redis_, request_.keys.cursors(), entries, positions);
  }

  /// What later looks are to find: of schedules that are through with this step there is none.
  void expect(const Step& step) {
    std::vector<std::size_t> through;
    for (const auto* plan : step.batch.done) through.push_back(plan->schedule);
    std::ranges::sort(through);
    for (const auto& [index, cursor] : step.cursors) {
      if (std::ranges::binary_search(through, index)) continue;
      expected_cursors_.insert_or_assign(index, cursor);
    }
  }

  std::vector<Expected> expected_of(const Batch& batch) const {
    std::vector<Expected> expected;
    for (const auto& entry : batch.cursors) {
      const auto& stored = snapshot_.stored[entry.first];
      const auto written = expected_cursors_.find(entry.first);
      expected.push_back(
          {written == expected_cursors_.end() ? stored.cursor : written->second.text(),
           stored.state});
    }
    return expected;
  }

  bool is_more() const {
    return std::ranges::any_of(plans_, [&](const SchedulePlan& plan) {
      return plan.more && !blocked_.contains(plan.schedule);
    });
  }

  Outcome conflict() {
    ++result_.conflicts;
    if (count_due() > first_batch.ticks) result_.rival.watch(plans_, schedules_, snapshot_.stored);
    return Outcome::conflict;
  }

  /// After the jobs, and in transactions of their own: nothing that goes wrong here stops a tick.
  void keep_ledgers_short() {
    try {
      shorten_ledgers(redis_, long_ledgers_, earlier_now() - single_for);
    } catch (const Error& error) {
      add_once(result_.warnings, std::string("ledgers are not shortened: ") + error.what());
    }
  }

  void delete_gone() {
    const auto names = find_deletable(snapshot_, neighbours_, earlier_now(), request_.history);
    if (names.empty()) return;
    try {
      delete_schedules(redis_, request_.keys, names, snapshot_, earlier_now());
    } catch (const Error& error) {
      add_once(result_.warnings,
               std::string("schedules that are gone are not deleted: ") + error.what());
    }
  }

  Redis& redis_;
  const RunRequest& request_;
  const std::vector<Schedule>& schedules_;
  RunResult& result_;
  Neighbours neighbours_{request_.names_in_file};
  Snapshot snapshot_;
  std::vector<Fingerprint> fingerprints_;
  std::vector<SchedulePlan> plans_;  // of the schedules that something is written of
  std::set<std::size_t> blocked_;    // schedules whose ticks wait
  std::map<std::size_t, Cursor> expected_cursors_;
  TrimLines lines_;
  std::vector<std::string> long_ledgers_;  // keys of those that may be
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
