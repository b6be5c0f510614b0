#include "cli/output/tick_reason.h"

#include "cli/output/status.h"
#include "cli/output/time_text.h"
#include "core/text/counted.h"
#include "core/text/quote.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

/// Words the remarks of one answer.
class Sentences {
 public:
  Sentences(const TickAnswer& tick, const ReasonLook& look) : tick_(tick), look_(look) {}

  std::string sentence(Remark remark) const {
    switch (remark) {
      case Remark::other_form:
        return "it is no tick of the schedule as it is now in the file";
      case Remark::skipped_time:
        return format_wall_clock(*tick_.asked.skipped) + " does not exist in " + look_.zone.name() +
               ": daylight saving skips it";
      case Remark::second_pass:
        return "the wall clock shows this time twice, and a fixed time fires the first time";
      case Remark::before_start:
        return "it would be one, but the schedule has start at " +
               time(look_.schedule->timing.limits->start);
      case Remark::from_end_on:
        return "it would be one, but the schedule has end at " +
               time(look_.schedule->timing.limits->end);
      case Remark::excluded:
        return "it would be one, but the schedule excludes this date";
      case Remark::held_up:
        return *look_.held_up;
      case Remark::no_run_yet:
        return no_run_yet();
      case Remark::no_room:
        return no_room();
      case Remark::next_run_skips:
        return std::string("the next run will skip ") + them();
      case Remark::dropped:
        return dropped();
      case Remark::incomplete:
        return "which ticks runs have enqueued is known only since " + time(*tick_.complete);
      case Remark::off_in_file:
        return "it has enabled = false in the file";
      case Remark::off_by_switch:
        return "its switch in Redis is off; since when is not known";
      case Remark::was_off:
        return "its switch in Redis was off then";
      case Remark::gone:
        return "no file has had it on since " + time(*tick_.gone);
      case Remark::never_on:
        return "no run has seen it but with enabled = false in the file";
      case Remark::forgotten:
        return "it was forgotten, and begins anew with the next run";
      case Remark::new_here:
        return "no run has seen the schedule yet, and the first one does not look back so far";
      case Remark::changed:
        return "the schedule has changed since the last run that wrote its cursor";
      case Remark::missed_set:
        return "it has missed = \"" + std::string(word_of(look_.schedule->missed)) +
               "\" in the file; whether that is why, Redis does not tell";
      case Remark::passed_before:
        return "it passed before it was first seen";
      case Remark::no_record:
        return no_record();
      case Remark::not_in_file:
        return "it is not in this configuration" +
               (tick_.gone ? ", since " + time(*tick_.gone) : std::string()) +
               ": whether this is a tick of it is not known";
    }
    return "";
  }

 private:
  std::string time(Instant instant) const { return instant_text(instant, look_.zone, look_.style); }

  const char* them() const { return look_.many ? "them" : "it"; }

  std::string no_record() const {
    return std::string("runs have been past ") + them() +
           ", and Redis does not tell why: " + (look_.many ? "they" : "it") +
           " may have been older than the window, or from before a run first saw the schedule; or "
           "the schedule was off, not in the file, or had other ticks then";
  }

  /// A run that starts every minute has had its chance after two.
  std::string no_run_yet() const {
    const Seconds age = look_.now - tick_.asked.at;
    if (age < std::chrono::minutes{2}) return std::string("no run has come to ") + them() + " yet";
    return std::string("no run has come to ") + them() + " for " + length_text(age) +
           ": is one started every minute?";
  }

  std::string no_room() const {
    return "queue " + quote(look_.schedule->job.queue) + " holds " +
           counted(*tick_.queue_length, "job") + ", and max_backlog is " +
           std::to_string(look_.schedule->max_backlog) + ": " +
           (look_.many ? "they are" : "it is") +
           " enqueued once workers have taken enough of them, within missed_jobs_window " +
           quote(look_.schedule->written_window);
  }

  std::string dropped() const {
    const Dropped& dropped = *tick_.dropped;
    const std::string ticks =
        ticks_text(dropped.count, dropped.first, dropped.last, look_.zone, look_.style);
    return "dropped by " + run_text(dropped.at, look_.now) +
           (dropped.count == 1 ? std::string() : ": " + ticks);
  }

  const TickAnswer& tick_;
  const ReasonLook& look_;
};

}  // namespace

const char* verdict_word(Verdict verdict) {
  switch (verdict) {
    case Verdict::no_tick:
      return "no tick";
    case Verdict::not_due:
      return "not due";
    case Verdict::enqueued:
      return "enqueued";
    case Verdict::due:
      return "due";
    case Verdict::waiting:
      return "waiting";
    case Verdict::skipped:
      return "skipped";
    case Verdict::not_enqueued:
      return "not enqueued";
    case Verdict::unknown:
      break;
  }
  return "unknown";
}

std::string headline(const TickAnswer& tick, const ReasonLook& look) {
  std::string text = verdict_word(tick.verdict);
  if (tick.verdict == Verdict::no_tick) text = "not a tick of this schedule";
  if (tick.verdict == Verdict::not_due) {
    text = "not due yet, " + distance_text(tick.asked.at, look.now);
  }
  if (tick.verdict == Verdict::due) text = "due, and not enqueued yet";
  if (tick.verdict == Verdict::waiting) text = "due, and waits for room in its queue";
  if (tick.verdict == Verdict::enqueued && tick.by_backfill) text += " by a backfill";
  if (tick.reason) text += ": " + std::string(to_string(*tick.reason));
  return text;
}

std::vector<std::string> remark_sentences(const TickAnswer& tick, const ReasonLook& look) {
  std::vector<std::string> sentences;
  for (const Remark remark : tick.remarks) {
    sentences.push_back(Sentences(tick, look).sentence(remark));
  }
  return sentences;
}

}  // namespace sidetick
