#include "cli/output/why_sentences.h"

#include "cli/output/time_text.h"
#include "core/text/counted.h"
#include "core/text/quote.h"
#include "core/text/shell_word.h"
#include "core/why/job_search.h"

namespace sidetick {

std::string WhySentences::headline() const {
  return sidetick::headline(tick_, reason());
}

std::vector<std::string> WhySentences::notes() const {
  std::vector<std::string> notes;
  if (tick_.moved_from) {
    notes.push_back("it stands for " + format_wall_clock(*tick_.moved_from) +
                    ", which daylight saving skips in " + look_.zone.name());
  }
  for (auto& sentence : remark_sentences(tick_, reason())) notes.push_back(std::move(sentence));
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

ReasonLook WhySentences::reason() const {
  return {why_.now, why_.held_up, look_.schedule, look_.zone, look_.style};
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
          look_.backfill.command_at_once(look_.name, at, at, tick_.force)};
}

}  // namespace sidetick
