#include "core/import/cron_job.h"

#include <nlohmann/json.hpp>

#include "core/dialects/fugit_cron.h"
#include "core/import/builder.h"
#include "core/text/ascii.h"
#include "core/text/quote.h"
#include "core/text/untrusted_json.h"

namespace sidetick {

namespace {

using nlohmann::json;

constexpr const char* global_id_key = "_sc_globalid";

/// Braces that a template is to leave as they are, in all strings but keys.
void double_braces(json& value) {
  if (value.is_structured()) {
    for (json& element : value) double_braces(element);
  }
  if (!value.is_string()) return;
  std::string doubled;
  for (const char c : value.get_ref<const std::string&>()) {
    doubled.append(c == '{' || c == '}' ? 2 : 1, c);
  }
  value = doubled;
}

class CronJobReader {
 public:
  CronJobReader(const CronJob& job, std::string name, const ImportContext& context)
      : job_(job), table_(std::move(name), context) {}

  ImportedSchedule read() {
    active_job_ = is_true("active_job");
    message_ = parse_foreign_json(field("message"));
    if (!field("message").empty() && !message_.is_object()) {
      table_.note("message " + quote(field("message")) + " is not a JSON object: left out");
    }
    if (!message_.is_object()) message_ = json::object();
    note_namespace();
    for (const std::string& note : job_.notes) table_.note(note);
    read_time();
    read_class();
    read_args();
    read_queue();
    if (!field("description").empty()) table_.set_string("description", field("description"));
    read_status();
    read_retry();
    note_symbols();
    if (active_job_) table_.set("active_job", "true");
    for (const char* key : {"class", "args", "queue", "retry"}) message_.erase(key);
    table_.set_job(message_);
    return table_.take();
  }

 private:
  const std::string& field(const char* key) const {
    static const std::string none;
    const auto found = job_.fields.find(key);
    return found == job_.fields.end() ? none : found->second;
  }

  bool is_true(const char* key) const {
    const std::string text = lower_case(field(key));
    return text == "true" || text == "t" || text == "yes" || text == "y" || text == "1";
  }

  void note_namespace() {
    if (job_.cron_namespace.empty() || job_.cron_namespace == "default") return;
    table_.note("of the namespace " + quote(job_.cron_namespace) + " of sidekiq-cron");
  }

  void read_time() {
    if (field("cron").empty()) return table_.leave_out("it has no cron");
    table_.set_time("cron", field("cron"), translate_fugit);
  }

  void read_class() {
    const std::string& name = field("klass").empty() ? field("class") : field("klass");
    if (name.empty()) return table_.leave_out("it has no class");
    table_.set_string("class", name);
  }

  void read_args() {
    json args = field("args").empty() ? json::array() : parse_foreign_json(field("args"));
    if (args.is_discarded()) args = json::array({field("args")});
    if (!args.is_array()) {
      table_.note("args was no array: here it is the one argument");
      args = json::array({args});
    }
    for (json& argument : args) symbolize(argument);
    convert_global_ids(args);
    if (is_true("date_as_argument")) append_date(args);
    if (!args.empty()) table_.set_json("args", args);
  }

  /// job.rb, enqueue_args: Time.now.to_f, behind the others.
  void append_date(json& args) {
    double_braces(args);
    args.push_back("{tick.unix:number}");
    table_.note(
        "date_as_argument was the time at which it was enqueued, with a fraction: here it is that "
        "of the tick, in whole seconds");
    table_.set("template", "true");
  }

  /// As ActiveJob writes a hash whose keys are symbols; JSON for Sidekiq has no symbols.
  void symbolize(json& argument) {
    if (!is_true("symbolize_args") || !active_job_ || !argument.is_object()) return;
    json keys = json::array();
    for (const auto& [key, value] : argument.items()) keys.push_back(key);
    argument["_aj_symbol_keys"] = keys;
  }

  /// sidekiq-cron 2 finds the record when it enqueues; so does ActiveJob in the worker.
  void convert_global_ids(json& value) {
    if (value.is_object() && value.size() == 1 && value.contains(global_id_key)) {
      if (!active_job_) {
        return table_.leave_out("an argument is a record (GlobalID), which sidetick cannot load");
      }
      const json id = value[global_id_key];
      value = json::object({{"_aj_globalid", id}});
      return;
    }
    if (!value.is_structured()) return;
    for (json& element : value) convert_global_ids(element);
  }

  /// Without a message, as in a file, the class knows it; sidekiq-cron does not ask one of ActiveJob.
  void read_queue() {
    const auto found = message_.find("queue");
    if (found == message_.end() && field("message").empty() && !active_job_) return;
    std::string queue =
        found != message_.end() && found->is_string() ? found->get<std::string>() : "default";
    const std::string& prefix = field("queue_name_prefix");
    if (active_job_ && !prefix.empty()) {
      const std::string& delimiter = field("queue_name_delimiter");
      queue = prefix + (delimiter.empty() ? "_" : delimiter) + queue;
    }
    table_.set_string("queue", queue);
  }

  void read_status() {
    if (field("status").empty() || field("status") == "enabled") return;
    table_.set("enabled", "false");
    table_.note("it is disabled in sidekiq-cron");
  }

  /// A field of version 2, in the message before it.
  void read_retry() {
    const std::string& text = field("retry");
    const json value = text.empty() ? message_.value("retry", json()) : parse_foreign_json(text);
    table_.set_retry(value.is_discarded() ? json(text) : value);
  }

  void note_symbols() {
    if (is_true("symbolize_args") && !active_job_) {
      table_.note("symbolize_args: Sidekiq's arguments are JSON, which has no symbols");
    }
  }

  const CronJob& job_;
  ScheduleBuilder table_;
  json message_;
  bool active_job_ = false;
};

/// The field `name`; else what the key says.
std::string name_of(const CronJob& job) {
  const auto found = job.fields.find("name");
  if (found != job.fields.end() && !found->second.empty()) return found->second;
  std::string name = job.key;
  for (const std::string& prefix : {std::string("cron_job:"), job.cron_namespace + ":"}) {
    const std::size_t at = name.find(prefix);
    if (prefix != ":" && at != std::string::npos) name.erase(0, at + prefix.size());
  }
  return name;
}

}  // namespace

ImportedSchedule import_cron_job(const CronJob& job, const ImportContext& context) {
  if (job.is_hash && !job.fields.empty()) return CronJobReader(job, name_of(job), context).read();
  ScheduleBuilder table(name_of(job), context);
  table.leave_out("its key " + quote(job.key) + (job.is_hash ? " is gone" : " is not a hash"));
  return table.take();
}

}  // namespace sidetick
