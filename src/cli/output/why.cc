#include "cli/output/why.h"

#include <algorithm>

#include "cli/output/status.h"
#include "cli/output/time_text.h"
#include "core/text/json.h"
#include "core/text/quote.h"
#include "core/text/shell_word.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

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

const char* place_word(JobPlace place) {
  switch (place) {
    case JobPlace::waiting:
      return "waiting";
    case JobPlace::working:
      return "working";
    case JobPlace::retrying:
      return "retry";
    case JobPlace::scheduled:
      return "scheduled";
    case JobPlace::dead:
      return "dead";
    case JobPlace::gone:
      break;
  }
  return "gone";
}

/// "2026-03-29T02:30:00": a wall clock, without an offset.
std::string wall_clock_text(WallClock wall) {
  std::string text = format_instant(Instant{wall.time_since_epoch()});
  text.pop_back();
  return text;
}

/// Of what a process or another program has written, in a line.
std::string foreign(const std::string& text) {
  return escape_controls(text);
}

/// The sentences of one answer.
class Teller {
 public:
  Teller(const Why& why, const WhyAnswer& answer, const WhyLook& look)
      : why_(why), answer_(answer), tick_(answer.tick), look_(look) {}

  std::string headline() const {
    std::string text = verdict_word(tick_.verdict);
    if (tick_.verdict == Verdict::no_tick) text = "not a tick of this schedule";
    if (tick_.verdict == Verdict::not_due) text = "not due yet, " + distance();
    if (tick_.verdict == Verdict::due) text = "due, and not enqueued yet";
    if (tick_.verdict == Verdict::enqueued && tick_.by_backfill) text += " by a backfill";
    if (tick_.reason) text += ": " + std::string(to_string(*tick_.reason));
    return text;
  }

  std::vector<std::string> notes() const {
    std::vector<std::string> notes;
    if (tick_.moved_from) {
      notes.push_back("it stands for " + wall_clock_text(*tick_.moved_from) +
                      ", which daylight saving skips in " + look_.zone.name());
    }
    for (const Remark remark : tick_.remarks) notes.push_back(sentence(remark));
    if (answer_.job && !answer_.job->unread.empty()) notes.push_back(unread());
    return notes;
  }

  std::string neighbours() const {
    if (tick_.verdict != Verdict::no_tick) return "";
    return "the tick before: " + (tick_.previous ? time(*tick_.previous) : "none") +
           "\n  the tick after: " + (tick_.next ? time(*tick_.next) : "none");
  }

  std::string job() const {
    const JobRecord& job = *answer_.job;
    const std::string text = "job " + answer_.jid + " " + place(job);
    return text + (job.error.empty() ? "" : ": " + quote(job.error));
  }

  /// What it is for, and the command.
  std::vector<std::pair<std::string, std::string>> commands() const {
    std::vector<std::pair<std::string, std::string>> commands;
    for (const Remedy remedy : tick_.remedies) commands.push_back(command(remedy));
    return commands;
  }

 private:
  std::string time(Instant instant) const { return instant_text(instant, look_.zone, look_.style); }
  std::string distance() const { return distance_text(tick_.asked.at, why_.now); }
  std::string since(Instant instant) const {
    return time(instant) + ", " + distance_text(instant, why_.now);
  }

  std::string place(const JobRecord& job) const {
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
    return job.unread.empty()
               ? "is done, or was deleted: it is in no queue, not in retry, not dead, "
                 "and no process tells of it"
               : "was not found";
  }

  std::string unread() const {
    std::string keys;
    for (const auto& key : answer_.job->unread) keys += (keys.empty() ? "" : ", ") + quote(key);
    return "of each of these no more than " + std::to_string(most_read) +
           " jobs were read: " + keys;
  }

  std::string sentence(Remark remark) const {
    switch (remark) {
      case Remark::other_form:
        return "it is no tick of the schedule as it is now in the file";
      case Remark::skipped_time:
        return wall_clock_text(*tick_.asked.skipped) + " does not exist in " + look_.zone.name() +
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
  std::string no_run_yet() const {
    const Seconds age = why_.now - tick_.asked.at;
    if (age < std::chrono::minutes{2}) return "no run has come to it yet";
    return "no run has come to it for " + length_text(age) + ": is one started every minute?";
  }

  const char* missed_word() const {
    return look_.schedule->missed == Missed::latest ? "latest" : "none";
  }

  std::string dropped() const {
    const Dropped& dropped = *tick_.dropped;
    const std::string ticks =
        ticks_text(dropped.count, dropped.first, dropped.last, look_.zone, look_.style);
    return "dropped by " + run_text(dropped.at, why_.now) +
           (dropped.count == 1 ? std::string() : ": " + ticks);
  }

  std::pair<std::string, std::string> command(Remedy remedy) const {
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

  const Why& why_;
  const WhyAnswer& answer_;
  const TickAnswer& tick_;
  const WhyLook& look_;
};

std::string answer_text(const Why& why, const WhyAnswer& answer, const WhyLook& look) {
  const Teller teller(why, answer, look);
  const auto line = [](const std::string& text) { return "  " + text + "\n"; };
  std::string out = quote_unless_word(look.name) + " " +
                    instant_text(answer.tick.asked.at, look.zone, look.style) + ": " +
                    teller.headline() + "\n";
  if (answer.job) out += line(teller.job());
  for (const auto& note : teller.notes()) out += line(note);
  if (const auto beside = teller.neighbours(); !beside.empty()) out += line(beside);
  for (const auto& [aim, command] : teller.commands()) out += line(aim + ":\n    " + command);
  return out;
}

std::string boolean(bool value) {
  return value ? "true" : "false";
}

std::string optional_json(const std::optional<Instant>& instant) {
  return instant ? "\"" + format_instant(*instant) + "\"" : "null";
}

std::string text_or_null(const std::string& text) {
  return text.empty() ? "null" : json_string(foreign(text));
}

std::string number_or_null(bool is_set, long long number) {
  return is_set ? std::to_string(number) : "null";
}

std::string job_json(const JobRecord& job) {
  const bool waits = job.place == JobPlace::waiting;
  return "{\"place\":" + json_string(place_word(job.place)) +
         ",\"queue\":" + text_or_null(job.queue) +
         ",\"position\":" + number_or_null(waits, static_cast<long long>(job.position)) +
         ",\"of\":" + number_or_null(waits, static_cast<long long>(job.of)) +
         ",\"process\":" + text_or_null(job.process) + ",\"at\":" + optional_json(job.at) +
         ",\"retry\":" + number_or_null(job.retry.has_value(), job.retry.value_or(0)) +
         ",\"error\":" + (job.error.empty() ? "null" : json_string(job.error)) + ",\"unread\":" +
         json_array(job.unread, [](const std::string& key) { return json_string(foreign(key)); }) +
         "}";
}

std::string answer_json(const Why& why, const WhyAnswer& answer, const WhyLook& look) {
  const Teller teller(why, answer, look);
  const TickAnswer& tick = answer.tick;
  const Seconds offset = look.zone.period(tick.asked.at).offset;
  const bool enqueued = tick.verdict == Verdict::enqueued;
  return "{\"tick\":\"" + format_instant(tick.asked.at) + "\",\"local\":\"" +
         format_local(tick.asked.at, offset) +
         "\",\"verdict\":" + json_string(verdict_word(tick.verdict)) +
         ",\"reason\":" + (tick.reason ? json_string(to_string(*tick.reason)) : "null") +
         ",\"by_backfill\":" + (enqueued ? boolean(tick.by_backfill) : "null") +
         ",\"previous_tick\":" + optional_json(tick.previous) +
         ",\"next_tick\":" + optional_json(tick.next) + ",\"moved_from\":" +
         (tick.moved_from ? json_string(wall_clock_text(*tick.moved_from)) : "null") +
         ",\"jid\":" + json_string(answer.jid) +
         ",\"job\":" + (answer.job ? job_json(*answer.job) : "null") + ",\"notes\":" +
         json_array(teller.notes(), [](const std::string& note) { return json_string(note); }) +
         ",\"commands\":" +
         json_array(teller.commands(),
                    [](const auto& command) { return json_string(command.second); }) +
         "}";
}

}  // namespace

std::string why_text(const Why& why, const WhyLook& look) {
  std::string out;
  for (const auto& answer : why.answers) out += answer_text(why, answer, look);
  return out;
}

std::string why_json(const Why& why, const WhyLook& look) {
  return "{\"now\":\"" + format_instant(why.now) + "\",\"schedule\":" + json_string(look.name) +
         ",\"in_file\":" + boolean(look.schedule != nullptr) +
         ",\"zone\":" + json_string(look.zone.name()) + ",\"answers\":" +
         json_array(why.answers,
                    [&](const WhyAnswer& answer) { return answer_json(why, answer, look); }) +
         ",\"problems\":" +
         json_array(why.problems, [](const std::string& problem) { return json_string(problem); }) +
         "}\n";
}

}  // namespace sidetick
