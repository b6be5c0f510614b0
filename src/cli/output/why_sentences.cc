#include "cli/output/why_sentences.h"

#include "cli/output/status.h"
#include "cli/output/time_text.h"
#include "core/text/quote.h"
#include "core/text/shell_word.h"
#include "core/time/duration.h"
#include "core/why/job_search.h"

namespace sidetick {

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
    case Verdict::skipped:
      return "skipped";
    case Verdict::not_enqueued:
      return "not enqueued";
    case Verdict::unknown:
      break;
  }
  return "unknown";
}

std::string WhySentences::headline() const {
  std::string text = verdict_word(tick_.verdict);
  if (tick_.verdict == Verdict::no_tick) text = "not a tick of this schedule";
  if (tick_.verdict == Verdict::not_due) text = "not due yet, " + distance();
  if (tick_.verdict == Verdict::due) text = "due, and not enqueued yet";
  if (tick_.verdict == Verdict::enqueued && tick_.by_backfill) text += " by a backfill";
  if (tick_.reason) text += ": " + std::string(to_string(*tick_.reason));
  return text;
}

std::vector<std::string> WhySentences::notes() const {
  std::vector<std::string> notes;
  if (tick_.moved_from) {
    notes.push_back("it stands for " + format_wall_clock(*tick_.moved_from) +
                    ", which daylight saving skips in " + look_.zone.name());
  }
  for (const Remark remark : tick_.remarks) notes.push_back(sentence(remark));
  if (answer_.job && !answer_.job->unread.empty()) notes.push_back(unread());
  return notes;
}

std::vector<std::string> WhySentences::neighbours() const {
  if (tick_.verdict != Verdict::no_tick) return {};
  return {"the tick before: " + (tick_.previous ? time(*tick_.previous) : "none"),
          "the tick after: " + (tick_.next ? time(*tick_.next) : "none")};
}

std::string WhySentences::job() const {
  const JobRecord& job = *answer_.job;
  const std::string text = "job " + answer_.jid + " " + place(job);
  return text + (job.error.empty() ? "" : ": " + quote(job.error));
}

std::vector<std::pair<std::string, std::string>> WhySentences::commands() const {
  std::vector<std::pair<std::string, std::string>> commands;
  for (const Remedy remedy : tick_.remedies) commands.push_back(command(remedy));
  return commands;
}

std::string WhySentences::time(Instant instant) const {
  return instant_text(instant, look_.zone, look_.style);
}

std::string WhySentences::distance() const {
  return distance_text(tick_.asked.at, why_.now);
}

std::string WhySentences::since(Instant instant) const {
  return time(instant) + ", " + distance_text(instant, why_.now);
}

std::string WhySentences::place(const JobRecord& job) const {
  const std::string at = job.at ? since(*job.at) : "a time that cannot be read";
  switch (job.place) {
    case JobPlace::waiting:
      return "waits in queue " + quote(job.queue) + ": number " + std::to_string(job.position) +
             " of " + std::to_string(job.of) + " from the workers' end";
    case JobPlace::working:
      return "is being worked by process " + quote(job.process) +
             (job.at ? " since " + at : std::string());
    case JobPlace::retrying:
      return "has failed; retry " + (job.retry ? std::to_string(*job.retry) + " " : "") +
             "comes at " + at;
    case JobPlace::scheduled:
      return "is scheduled for " + at;
    case JobPlace::dead:
      return "is dead since " + at;
    case JobPlace::gone:
      break;
  }
  return job.unread.empty() ? "is done, or was deleted: it is in no queue, not in retry, not dead, "
                              "and no process tells of it"
                            : "was not found";
}

std::string WhySentences::unread() const {
  std::string keys;
  for (const auto& key : answer_.job->unread) keys += (keys.empty() ? "" : ", ") + quote(key);
  return "of each of these no more than " + std::to_string(most_read) + " jobs were read: " + keys;
}

std::string WhySentences::sentence(Remark remark) const {
  switch (remark) {
    case Remark::other_form:
      return "it is no tick of the schedule as it is now in the file";
    case Remark::skipped_time:
      return format_wall_clock(*tick_.asked.skipped) + " does not exist in " + look_.zone.name() +
             ": daylight saving skips it";
    case Remark::second_pass:
      return "the wall clock shows this time twice, and a fixed time fires the first time";
    case Remark::held_up:
      return *why_.held_up;
    case Remark::no_run_yet:
      return no_run_yet();
    case Remark::next_run_skips:
      return "the next run will skip it";
    case Remark::dropped:
      return dropped();
    case Remark::incomplete:
      return "which ticks runs have enqueued is known only since " + time(*tick_.complete);
    case Remark::off_in_file:
      return "it has enabled = false in the file";
    case Remark::off_by_switch:
      return "its switch in Redis is off; since when is not known";
    case Remark::gone:
      return "it was in no file since " + time(*tick_.gone);
    case Remark::forgotten:
      return "it was forgotten, and begins anew with the next run";
    case Remark::new_here:
      return "no run has seen the schedule yet, and the first one begins with its own minute";
    case Remark::missed_set:
      return "it has missed = \"" + std::string(missed_word()) + "\" in the file";
    case Remark::changed:
      return "the schedule has changed since the last run that wrote its cursor";
    case Remark::no_record:
      return "runs have been past it, and Redis does not tell why: it was switched off, not in "
             "the "
             "file, or had other ticks then";
    case Remark::not_in_file:
      return "it is not in this configuration" +
             (tick_.gone ? ", since " + time(*tick_.gone) : std::string()) +
             ": whether this is a tick of it is not known";
  }
  return "";
}

/// A run that starts every minute has had its chance after two.
std::string WhySentences::no_run_yet() const {
  const Seconds age = why_.now - tick_.asked.at;
  if (age < std::chrono::minutes{2}) return "no run has come to it yet";
  return "no run has come to it for " + length_text(age) + ": is one started every minute?";
}

const char* WhySentences::missed_word() const {
  return look_.schedule->missed == Missed::latest ? "latest" : "none";
}

std::string WhySentences::dropped() const {
  const Dropped& dropped = *tick_.dropped;
  const std::string ticks =
      ticks_text(dropped.count, dropped.first, dropped.last, look_.zone, look_.style);
  return "dropped by " + run_text(dropped.at, why_.now) +
         (dropped.count == 1 ? std::string() : ": " + ticks);
}

std::pair<std::string, std::string> WhySentences::command(Remedy remedy) const {
  const Instant at = tick_.asked.at;
  const std::string program = suggested_program(look_.backfill.options);
  switch (remedy) {
    case Remedy::enable:
      return {"to switch it on", command_with_names(program + " enable", {look_.name}, "")};
    case Remedy::forget:
      return {look_.schedule == nullptr ? "to drop what Redis holds of it" : "to begin anew",
              command_with_names(program + " forget", {look_.name}, "")};
    case Remedy::backfill:
      break;
  }
  const char* twice = tick_.verdict == Verdict::unknown ? ", perhaps a second time" : "";
  return {std::string("to enqueue it") + twice,
          look_.backfill.command(look_.name, at, at, tick_.force)};
}

}  // namespace sidetick
