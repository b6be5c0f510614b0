#include "core/import/scheduler_entry.h"

#include <nlohmann/json.hpp>

#include "core/dialects/exq_cron.h"
#include "core/dialects/fugit_cron.h"
#include "core/dialects/rufus_time.h"
#include "core/import/builder.h"
#include "core/import/rufus_limits.h"
#include "core/text/quote.h"
#include "core/text/untrusted_json.h"

namespace sidetick {

namespace {

using nlohmann::json;

Translated as_it_is(std::string_view text) {
  return {"cron", std::string(text), "", {}};
}

bool is_empty_text(const json& value) {
  return value.is_string() && value.get_ref<const std::string&>().empty();
}

bool is_on(const json& value) {
  return !value.is_null() && value != false;
}

/// For ActiveJob: under `key`, that the keys of `object` are symbols.
void mark_symbols(json& object, const char* key) {
  json names = json::array();
  for (const auto& [name, value] : object.items()) names.push_back(name);
  object[key] = std::move(names);
}

void mark_symbols_within(json& value) {
  if (!value.is_structured()) return;
  for (json& element : value) {
    mark_symbols_within(element);
    if (element.is_object()) mark_symbols(element, "_aj_symbol_keys");
  }
}

class EntryReader {
 public:
  EntryReader(const std::string& name, json entry, Program program, bool own,
              const ImportContext& context)
      : name_(name),
        entry_(std::move(entry)),
        exq_(program == Program::exq_scheduler),
        own_(own),
        context_(context),
        table_(name, context) {}

  ImportedSchedule read(const std::string* state) {
    if (own_) {
      table_.note(
          "sidetick itself has published this one: its own configuration says more than this");
    }
    read_time();
    read_class();
    read_args();
    read_queue();
    read_description();
    read_enabled(state);
    read_retry();
    read_metadata();
    entry_.erase("rails_env");
    entry_.erase("name");
    table_.set_job(entry_);
    return table_.take();
  }

 private:
  /// The value of `key`, which is taken out of the entry; null when it is not there.
  json pop(const char* key) {
    const auto found = entry_.find(key);
    if (found == entry_.end()) return nullptr;
    json value = *found;
    entry_.erase(found);
    return value;
  }

  /// sidekiq-scheduler takes the first of these that is there.
  void read_time() {
    std::string taken;
    for (const char* key : {"cron", "every", "at", "in", "interval"}) {
      const json value = pop(key);
      if (value.is_null() || is_empty_text(value) || value == json::array()) continue;
      if (!taken.empty()) {
        table_.note(described(key, value) + " beside " + taken + " had no effect");
        continue;
      }
      taken = key;
      read_time_value(key, value);
    }
    if (taken.empty()) table_.leave_out("it has none of cron, every, at, in and interval");
    if (const auto found = entry_.find("rails_env"); found != entry_.end()) {
      table_.note(described("rails_env", *found) +
                  ": it was scheduled in these environments alone");
    }
  }

  /// A string, or an array of one and of options for rufus-scheduler.
  void read_time_value(const std::string& key, const json& value) {
    const json& first = value.is_array() ? value.front() : value;
    if (value.is_array() && value.size() > 1 && value[1].is_object()) read_options(key, value[1]);
    if (first.is_string()) {
      set_time(key, first.get<std::string>());
    } else if (first.is_number_integer() && value.is_array()) {
      set_time(key, first.dump());
    } else {
      table_.leave_out(described(key, value) + " is not a string");
    }
    set_limits(key);
  }

  void read_options(const std::string& key, json options) {
    const bool repeats = key == "cron" || key == "every" || key == "interval";
    if (repeats && !exq_) limits_ = take_rufus_limits(options, context_);
    for (const auto& [key, value] : options.items()) {
      table_.note(described(key, value) + ", an option of rufus-scheduler, does not carry over");
    }
  }

  void set_limits(const std::string& key) {
    const bool is_cron = key == "cron";
    if (limits_.first) table_.set(is_cron ? "start" : "anchor", format_instant(*limits_.first));
    if (limits_.last) table_.set("end", format_instant(*limits_.last));
    if (!limits_.first || !is_cron) return;
    table_.note(
        "the first time was a tick itself, whatever cron says: here cron says it, from then on");
  }

  void set_time(const std::string& key, const std::string& text) {
    if (own_ && key == "cron") return table_.set_time(key, text, as_it_is);
    if (key == "cron")
      return table_.set_time(key, text, exq_ ? translate_exq_cron : translate_fugit);
    if (key == "at") return set_at(text);
    if (key == "in") {
      table_.leave_out("in " + quote(text) +
                       " ran once after each start of the process: enqueue it where that starts");
      return table_.set_string("in", text);
    }
    if (key == "interval") {
      table_.note("interval counted from the end of the last enqueuing, which is all but the same");
    }
    table_.set_time(key, text, limits_.first ? translate_anchored_every : translate_every);
  }

  void set_at(const std::string& text) { table_.set_time("at", text, translate_at); }

  void read_class() {
    const json value = pop("class");
    if (value.is_string()) return table_.set_string("class", value.get<std::string>());
    if (!value.is_null()) return table_.leave_out(described("class", value) + " is not a string");
    table_.note("class is missing: sidekiq-scheduler takes the name for it");
    table_.set_string("class", name_);
  }

  void read_args() {
    const json value = pop("args");
    const bool keywords = is_on(pop("keyword_argument"));
    if (value.is_null()) return;
    if (value.is_array()) {
      if (!value.empty()) table_.set_json("args", value);
      return;
    }
    // With the metadata behind it, it was the first of two arguments, to Sidekiq too.
    const bool alone = !entry_.contains("include_metadata") || !is_on(entry_["include_metadata"]);
    if (value.is_object() && alone && !exq_) return read_hash(value, keywords);
    table_.set_json("args", json::array({value}));
  }

  /// As ActiveJob writes it: one hash, of which ActiveSupport's symbolize_keys! turned the outer
  /// keys into symbols (scheduler.rb, prepare_arguments); keywords with keyword_argument, all of
  /// their keys symbols (utils.rb, initialize_active_job).
  void read_hash(json value, bool keywords) {
    table_.note("args was one object, which Sidekiq refused: the class must be one of ActiveJob");
    if (keywords) {
      mark_symbols_within(value);
      mark_symbols(value, "_aj_ruby2_keywords");
    } else {
      table_.note(
          "without keyword_argument the object is one argument; sidekiq-scheduler 4, and 5 before "
          "it had keyword_argument, made keywords of it: if the method takes keywords, write "
          "_aj_ruby2_keywords for _aj_symbol_keys");
      mark_symbols(value, "_aj_symbol_keys");
    }
    table_.set_json("args", json::array({std::move(value)}));
    table_.set("active_job", "true");
  }

  void read_queue() {
    const json value = pop("queue");
    if (value.is_string()) return table_.set_string("queue", value.get<std::string>());
    if (!value.is_null()) table_.note(described("queue", value) + " is not a string: left out");
  }

  void read_description() {
    const json value = pop("description");
    if (value.is_string() && !is_empty_text(value))
      table_.set_string("description", value.get<std::string>());
  }

  void read_enabled(const std::string* state) {
    const json in_entry = pop("enabled");
    const json read = state == nullptr ? json() : parse_foreign_json(*state);
    const json in_state = read.is_object() && read.contains("enabled") ? read["enabled"] : json();
    if (state != nullptr && !in_state.is_boolean()) {
      table_.note("its state " + quote(*state) + " cannot be read: taken for enabled");
    }
    const bool off = in_state.is_boolean() ? in_state == false : in_entry == false;
    if (!off) return;
    table_.set("enabled", "false");
    if (in_state.is_boolean()) table_.note("it is switched off on the page of sidekiq-scheduler");
  }

  void read_retry() { table_.set_retry(pop("retry")); }

  void read_metadata() {
    if (is_on(pop("include_metadata"))) table_.set("include_metadata", "true");
  }

  const std::string& name_;
  json entry_;
  bool exq_;
  bool own_;
  const ImportContext& context_;
  ScheduleBuilder table_;
  RufusLimits limits_;
};

}  // namespace

ImportedSchedule import_entry(const std::string& name, const std::string& text, Program program,
                              const ImportFound& found, const ImportContext& context) {
  json entry = parse_foreign_json(text);
  if (!entry.is_object()) {
    ScheduleBuilder table(name, context);
    table.leave_out("what is kept of it is not a JSON object, or nests too deep: " + quote(text));
    return table.take();
  }
  const auto state = found.states.find(name);
  EntryReader reader(name, std::move(entry), program, found.own_names.contains(name), context);
  return reader.read(state == found.states.end() ? nullptr : &state->second);
}

}  // namespace sidetick
