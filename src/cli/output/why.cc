#include "cli/output/why.h"

#include "cli/output/json_text.h"
#include "cli/output/why_sentences.h"
#include "core/text/json.h"
#include "core/text/quote.h"

namespace sidetick {

namespace {

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

/// Of what a process or another program has written, in a line.
std::string foreign(const std::string& text) {
  return escape_controls(text);
}

std::string answer_text(const Why& why, const WhyAnswer& answer, const WhyLook& look) {
  const WhySentences says(why, answer, look);
  const auto line = [](const std::string& text) { return "  " + text + "\n"; };
  std::string out = quote_unless_word(look.name) + " " +
                    instant_text(answer.tick.asked.at, look.zone, look.style) + ": " +
                    says.headline() + "\n";
  if (answer.job) out += line(says.job());
  for (const auto& note : says.notes()) out += line(note);
  for (const auto& beside : says.neighbours()) out += line(beside);
  for (const auto& [aim, command] : says.commands()) {
    out += line(aim + ":");
    out += line("  " + command);
  }
  return out;
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
  const WhySentences says(why, answer, look);
  const TickAnswer& tick = answer.tick;
  const Seconds offset = look.zone.period(tick.asked.at).offset;
  const bool enqueued = tick.verdict == Verdict::enqueued;
  return "{\"tick\":\"" + format_instant(tick.asked.at) + "\",\"local\":\"" +
         format_local(tick.asked.at, offset) +
         "\",\"verdict\":" + json_string(verdict_word(tick.verdict)) +
         ",\"reason\":" + (tick.reason ? json_string(to_string(*tick.reason)) : "null") +
         ",\"by_backfill\":" + (enqueued ? boolean_json(tick.by_backfill) : "null") +
         ",\"previous_tick\":" + optional_json(tick.previous) +
         ",\"next_tick\":" + optional_json(tick.next) + ",\"moved_from\":" +
         (tick.moved_from ? json_string(format_wall_clock(*tick.moved_from)) : "null") +
         ",\"jid\":" + json_string(answer.jid) +
         ",\"job\":" + (answer.job ? job_json(*answer.job) : "null") + ",\"notes\":" +
         json_array(says.notes(), [](const std::string& note) { return json_string(note); }) +
         ",\"commands\":" +
         json_array(says.commands(),
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
         ",\"in_file\":" + boolean_json(look.schedule != nullptr) +
         ",\"zone\":" + json_string(look.zone.name()) + ",\"answers\":" +
         json_array(why.answers,
                    [&](const WhyAnswer& answer) { return answer_json(why, answer, look); }) +
         ",\"problems\":" +
         json_array(why.problems, [](const std::string& problem) { return json_string(problem); }) +
         "}\n";
}

}  // namespace sidetick
