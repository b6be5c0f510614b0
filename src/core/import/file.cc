#include "core/import/file.h"

#include <set>

#include "core/import/cron_job.h"
#include "core/import/scheduler_entry.h"
#include "core/import/toml.h"
#include "core/text/quote.h"

namespace sidetick {

namespace {

constexpr std::size_t width = 100;

/// Comment lines of `text`, broken at spaces.
std::string comment(const std::string& text, const std::string& indent = "# ") {
  std::string out, line = "#";
  const std::string clean = escape_controls(text);
  for (std::size_t at = 0; at < clean.size();) {
    const std::size_t end = std::min(clean.find(' ', at), clean.size());
    if (line.size() > indent.size() && line.size() + 1 + (end - at) > width) {
      out += line + "\n";
      line = indent.substr(0, indent.size() - 1);
    }
    line += " " + clean.substr(at, end - at);
    at = end + 1;
  }
  return out + line + "\n";
}

std::string table_of(const ImportedSchedule& schedule) {
  std::size_t longest = 0;
  for (const auto& [key, value] : schedule.settings) longest = std::max(longest, key.size());
  std::string text = "[schedules." + toml_key(schedule.name) + "]\n";
  for (const auto& [key, value] : schedule.settings) {
    text += key;
    text.append(longest - key.size(), ' ').append(" = ").append(value) += '\n';
  }
  return text;
}

/// Each line as a comment, on one line whatever it holds.
std::string commented_out(const std::string& table) {
  std::string out;
  for (std::size_t at = 0; at < table.size();) {
    const std::size_t end = table.find('\n', at);
    out += "# " + escape_controls(std::string_view(table).substr(at, end - at)) + "\n";
    at = end + 1;
  }
  return out;
}

/// What cannot tell everything.
std::string teller(const ImportFound& found) {
  return found.file.empty() ? "Redis" : "The file";
}

std::string fugit_head(const ImportFound& found) {
  return "Time zone: fugit reads an expression without one in the zone of the Ruby process (the "
         "variable TZ, else Rails' Time.zone, else the machine's). " +
         teller(found) +
         " does not say which that was: set time_zone below.\n"
         "Daylight saving: sidetick moves a fixed time that does not exist to the first instant "
         "after the gap, and takes one that comes twice once. Where a schedule that names its zone "
         "meets such a change, a comment says so.";
}

std::string active_job_head(const ImportFound& found, Program program) {
  return "ActiveJob: " + std::string(program_name(program)) +
         " looked at the class to know whether it is one. " + teller(found) +
         " does not say: add active_job = true to those schedules, and put what "
         "config.active_job.queue_name_prefix says before "
         "their queue.";
}

/// What sidekiq-cron keeps in Redis has the options of the class; its file does not.
std::string class_head(const ImportFound& found, Program program) {
  if (program == Program::sidekiq_cron && found.file.empty()) return "";
  return "Queues: without one in the schedule it was that of the class (sidekiq_options), "
         "which sidetick cannot see; so were retry and other options of the class.\n";
}

std::string head_of(const ImportFound& found, Program program) {
  switch (program) {
    case Program::sidekiq_scheduler:
      return fugit_head(found) +
             "\n"
             "Intervals: rufus-scheduler counted from the start of its process; sidetick counts "
             "from the Unix epoch, or from anchor, so that all hosts agree.\n" +
             class_head(found, program) + active_job_head(found, program) +
             "\n"
             "Set dynamic: false there before sidetick runs, or it schedules what sidetick "
             "publishes. Both may run meanwhile: they share a ledger.";
    case Program::sidekiq_cron:
      return fugit_head(found) + "\n" + class_head(found, program) +
             active_job_head(found, program) +
             "\nMissed jobs: sidekiq-cron enqueues none that is late by more than 60 seconds, or "
             "its "
             "reschedule_grace_period; sidetick those within missed_jobs_window, below.\n"
             "sidekiq-cron has no ledger to share: disable a job there when you enable it here.";
    case Program::exq_scheduler:
      return "Time zone: exq-scheduler keeps none in Redis, also where its configuration names one "
             "after the expression; else it was its time_zone, else the machine's. Set time_zone "
             "below, or in the schedules.\n"
             "Expressions: the sixth field was a year, where sidetick has seconds first; both day "
             "fields had to match, where to sidetick either may unless one begins with *; */n were "
             "the values that n divides. They are translated.\n"
             "Missed jobs: missed_jobs_window is 3 hours in exq-scheduler unless its configuration "
             "says otherwise (in milliseconds), which Redis does not tell.\n"
             "sidetick begins where exq-scheduler's last_runs end: stop exq-scheduler first, for "
             "they share no ledger. The way back is in sidetick(7), \"From exq-scheduler and "
             "back\".";
  }
  return "";
}

std::string lines_as_comments(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out += comment(text.substr(at, end - at), "#   ");
    at = end + 1;
  }
  return out;
}

/// With a key_prefix sidekiq-scheduler's keys have one, the queues do not.
std::string key_prefix_note(const std::string& prefix) {
  return comment("scheduler_prefix = " + toml_string(prefix) +
                 " in place of it when that is the key_prefix of sidekiq-scheduler alone, as with "
                 "Sidekiq 7 and later, which have no namespaces: the queues are without it then.");
}

std::string redis_table(const ImportFound& found, Program program, const std::string& address) {
  std::string text = "[redis]\n# url = " + toml_string(address) +
                     "  # with its password in password_file; $REDIS_URL when absent\n";
  if (!found.query.key_namespace.empty()) {
    text += "namespace = " + toml_string(found.query.key_namespace) + "\n";
    const bool may_be_prefix =
        program == Program::sidekiq_scheduler && found.query.scheduler_prefix.empty();
    if (may_be_prefix) text += key_prefix_note(found.query.key_namespace);
  }
  if (!found.query.scheduler_prefix.empty()) {
    text += "scheduler_prefix = " + toml_string(found.query.scheduler_prefix) + "\n";
  }
  return text;
}

std::string cron_namespaces(const ImportFound& found) {
  std::string names;
  for (const std::string& name : found.query.cron_namespaces)
    names += (names.empty() ? "" : ", ") + quote(name);
  return "Of sidekiq-cron 2 the namespace " + (names.empty() ? "\"default\"" : names) +
         " was read; others are named with --cron-namespace.";
}

/// Source:  activesphere/exq-scheduler, lib/exq_scheduler/scheduler/server.ex (Opts);
///          sidekiq-cron/sidekiq-cron, lib/sidekiq/cron/config.rb (reschedule_grace_period).
std::string window(Program program) {
  switch (program) {
    case Program::exq_scheduler:
      return "missed_jobs_window = \"3h\"  # exq-scheduler's, unless its configuration has "
             "another\n";
    case Program::sidekiq_cron:
      return "# missed_jobs_window = \"1h\"  # the default here; sidekiq-cron's was 60s\n";
    default:
      return "";
  }
}

std::string head(const ImportFound& found, Program program, const std::string& address) {
  std::string text = "Made by sidetick import from what " + std::string(program_name(program)) +
                     (found.file.empty() ? " left in " + address : " reads in " + found.file) +
                     ". Read the comments, then see what it means:\n" +
                     "sidetick check FILE; sidetick -c FILE next; sidetick -c FILE run --dry-run";
  text += "\n" + head_of(found, program);
  if (program == Program::sidekiq_cron && found.file.empty()) text += "\n" + cron_namespaces(found);
  return lines_as_comments(text) + "\ntime_zone = \"UTC\"  # of the schedules that name none\n" +
         window(program) + "\n" + redis_table(found, program, address);
}

/// Two namespaces of sidekiq-cron may have jobs of one name.
void make_unique(ImportedSchedule& schedule, std::set<std::string>& names) {
  const std::string name = schedule.name;
  for (int n = 2; !names.insert(schedule.name).second; ++n) {
    schedule.name = name + "-" + std::to_string(n);
  }
  if (schedule.name != name) {
    schedule.notes.push_back("its name was " + quote(name) + ", which another schedule has too");
  }
}

std::vector<ImportedSchedule> schedules_of(const ImportFound& found, Program program,
                                           const ImportContext& context) {
  std::vector<ImportedSchedule> schedules;
  if (program == Program::sidekiq_cron) {
    for (const CronJob& job : found.cron_jobs) schedules.push_back(import_cron_job(job, context));
    return schedules;
  }
  for (const auto& [name, json] : found.schedules) {
    schedules.push_back(import_entry(name, json, program, found, context));
  }
  return schedules;
}

void append(const ImportedSchedule& schedule, const CheckText& check, ImportText& text) {
  const std::string table = table_of(schedule);
  const std::string reason = schedule.reason.empty() ? check(table) : schedule.reason;
  text.toml += "\n";
  if (!reason.empty()) text.toml += comment("Left out: " + reason);
  for (const std::string& note : schedule.notes) text.toml += comment(note);
  text.toml += reason.empty() ? table : commented_out(table);
  ++(reason.empty() ? text.carried : text.left_out);
}

}  // namespace

ImportText import_text(const ImportFound& found, Program program, const std::string& address,
                       const ImportContext& context, const CheckText& check) {
  ImportText text;
  text.toml = head(found, program, address);
  std::set<std::string> names;
  for (ImportedSchedule& schedule : schedules_of(found, program, context)) {
    make_unique(schedule, names);
    append(schedule, check, text);
  }
  return text;
}

}  // namespace sidetick
