#include "core/import/json_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/import/builder.h"
#include "core/text/quote.h"
#include "core/text/untrusted_json.h"

namespace sidetick {

namespace {

using nlohmann::json;

/// One text, for a table of them would be relocated at each start of the program.
constexpr std::string_view cron_keys =
    "\nname\nnamespace\ncron\nklass\nclass\nargs\nqueue\nretry\ndescription\nstatus\nactive_job"
    "\ndate_as_argument\nmessage\nsource\nsymbolize_args\nqueue_name_prefix\nqueue_name_delimiter"
    "\nlast_enqueue_time\n";

bool is_cron_key(const std::string& key) {
  return key.find('\n') == std::string::npos &&
         cron_keys.find("\n" + key + "\n") != std::string_view::npos;
}

class FileReader {
 public:
  FileReader(Program program, const std::string& file) : program_(program) { found_.file = file; }

  ImportFound read(std::string_view text) {
    if (text.empty()) fail("is empty: nothing came through it");
    const json root = parse_foreign_json(text);
    if (root.is_discarded()) {
      fail("is not JSON, or nests deeper than 100 levels: sidetick(1), import, makes JSON of YAML");
    }
    program_ == Program::sidekiq_cron ? read_jobs(root) : read_schedules(schedule_in(root));
    if (found_.schedules.empty() && found_.cron_jobs.empty()) fail("no schedule is there");
    return std::move(found_);
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw Error(Exit::data, found_.file + ": " + what);
  }

  [[noreturn]] void fail_at(const std::string& place, const json& value) const {
    const bool cron = program_ == Program::sidekiq_cron;
    fail(described(place, value) + " is no schedule, which is an object: those of " +
         (cron ? "sidekiq-cron are at the top, by name or in an array"
               : "sidekiq-scheduler are in schedule of scheduler, in schedule, or at the top"));
  }

  /// All of sidekiq.yml, or the schedule alone, in which one may be named "schedule".
  static const json& schedule_in(const json& root) {
    if (const json* scheduler = member(root, "scheduler")) {
      if (const json* schedule = member(*scheduler, "schedule")) return *schedule;
    }
    const json* schedule = member(root, "schedule");
    const auto is_object = [](const json& value) { return value.is_object(); };
    return schedule != nullptr && std::ranges::all_of(*schedule, is_object) ? *schedule : root;
  }

  /// The object under `key`; nothing when there is none.
  static const json* member(const json& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_object() ? &*found : nullptr;
  }

  void read_schedules(const json& schedule) {
    if (!schedule.is_object()) fail_as_a_whole(schedule, "an object");
    for (const auto& [name, entry] : schedule.items()) {
      if (!entry.is_object()) fail_at(quote(name), entry);
      found_.schedules[name] = text_of(entry);
    }
  }

  void read_jobs(const json& root) {
    if (!root.is_structured()) fail_as_a_whole(root, "an object or an array");
    for (const auto& [name, entry] : root.items()) {
      if (!entry.is_object()) fail_at(root.is_object() ? quote(name) : "[" + name + "]", entry);
      found_.cron_jobs.push_back(job_of(root.is_object() ? name : "", entry));
    }
  }

  [[noreturn]] void fail_as_a_whole(const json& value, const std::string& expected) const {
    fail(described("holds", value) + ", which is not " + expected + " of schedules");
  }

  static CronJob job_of(const std::string& name, const json& entry) {
    CronJob job{name, "", {}, true};
    for (const auto& [key, value] : entry.items()) read_field(key, value, job);
    if (!name.empty()) job.fields["name"] = name;
    job.cron_namespace = job.fields["namespace"];
    return job;
  }

  static void read_field(const std::string& key, const json& value, CronJob& job) {
    // To Ruby's `args["status"] || ...`, false is as good as nothing.
    if (value.is_null() || (key == "status" && value == false)) return;
    if (!is_cron_key(key)) {
      job.notes.push_back(described(key, value) + " is no key of sidekiq-cron: left out");
    } else if (key == "queue") {
      job.fields.try_emplace("message", text_of({{"queue", value}}));
    } else {
      const bool alone = key == "args" && !value.is_string() && !value.is_array();
      job.fields[key] = text_of(alone ? json::array({value}) : value);
    }
  }

  /// Texts as they are, all else as JSON.
  static std::string text_of(const json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
  }

  Program program_;
  ImportFound found_;
};

}  // namespace

ImportFound read_json_file(std::string_view text, Program program, const std::string& file) {
  return FileReader(program, file).read(text);
}

}  // namespace sidetick
