#include "core/doctor/rehearsal.h"

#include <algorithm>

#include "core/enqueue/run.h"
#include "core/text/counted.h"
#include "core/text/json.h"
#include "core/text/shell_word.h"

namespace sidetick {

namespace {

constexpr const char* rehearsal_check = "schedules";

class Rehearsal {
 public:
  Rehearsal(const DoctorRequest& request, const std::set<std::string>& said)
      : request_(request), said_(said) {}

  Findings run(Redis& redis) {
    RunRequest dry{request_.schedules, request_.names_in_file,   request_.access.keys,
                   request_.history,   request_.clock_tolerance, std::nullopt,
                   request_.host_clock};
    dry.dry_run = true;
    try {
      enqueue_due(redis, dry, result_);
    } catch (const Error& error) {
      if (error.exit != Exit::data) throw;
      add_fault({error.exit, error.what()});
    }
    for (const auto& fault : result_.faults) add_fault(fault);
    for (const auto& text : result_.warnings) add_warning(text);
    for (const auto& skipped : result_.skipped) add_drop(skipped);
    if (!findings_.has(FindingState::failure)) findings_.ok(rehearsal_check, due_text());
    return std::move(findings_);
  }

 private:
  bool is_said(const std::string& text) const {
    return std::ranges::any_of(said_, [&](const std::string& key) {
      return text.find("redis key " + json_string(key) + " ") != std::string::npos;
    });
  }

  void add_fault(const Fault& fault) {
    if (is_said(fault.text)) return;
    const bool mends = !fault.forgotten.empty();
    findings_.fail(
        rehearsal_check, fault.exit, fault.text,
        mends ? command_with_names(request_.program + " forget", {fault.forgotten}, "") : "");
  }

  /// What a run says of the clock has a check of its own.
  void add_warning(const std::string& text) {
    const bool is_clock = text.starts_with("this host's clock");
    if (!is_clock && !is_said(text)) findings_.warn(rehearsal_check, text);
  }

  void add_drop(const SkippedTicks& skipped) {
    const Skip& skip = skipped.skip;
    if (!is_drop(skip.reason)) return;
    const std::string& name = request_.schedules[skipped.schedule].name;
    findings_.warn(rehearsal_check,
                   "schedule " + json_string(name) + ": the next run drops " +
                       counted(skip.count, "tick") + ", " + format_instant(skip.first) + " to " +
                       format_instant(skip.last) + ": " + to_string(skip.reason),
                   request_.backfill(name, skip));
  }

  std::string due_text() const {
    const std::size_t due = result_.enqueued.size();
    std::string text = due == 0 ? "nothing is due" : counted(due, "tick");
    if (due > 0) text += due == 1 ? " is due" : " are due";
    if (result_.off.empty()) return text;
    text += "; off by the switch in Redis:";
    for (const auto index : result_.off) text += " " + json_string(request_.schedules[index].name);
    return text;
  }

  const DoctorRequest& request_;
  const std::set<std::string>& said_;
  RunResult result_;
  Findings findings_;
};

}  // namespace

Findings rehearse_run(Redis& redis, const DoctorRequest& request,
                      const std::set<std::string>& said) {
  return Rehearsal(request, said).run(redis);
}

}  // namespace sidetick
